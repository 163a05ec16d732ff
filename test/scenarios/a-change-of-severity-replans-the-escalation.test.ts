import { expect, test } from 'vitest'
import { ledger } from '../harness/ledger.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

const begin = startsPitcrew()

test('raised late, what is due already fires at once; to and fro fires nothing twice', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P3 slow page')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(40 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya'])
  await p.as('U0TOM').command(channel, '/incident severity P1 nobody can call')
  await p.idle()
  const raised = ['0 maya', '40 carol', '40 grace', '40 lee', '40 sam', '40 victor']
  expect(directs(p, isPing, start)).toEqual(raised)
  await p.as('U0TOM').command(channel, '/incident severity P2 it was less')
  await p.advance(minute)
  // Lee is told of a P2 at once, Grace after 30 minutes: levels of their own.
  expect(directs(p, isPing, start)).toEqual([...raised, '40 grace', '40 lee'].sort(byMinute))
  await p.as('U0TOM').command(channel, '/incident severity P1 it was more')
  await p.idle()
  expect(directs(p, isPing, start)).toHaveLength(8)
})

const byMinute = (a: string, b: string) => {
  const [m = '', who = ''] = a.split(' ')
  const [n = '', other = ''] = b.split(' ')
  return Number(m) - Number(n) || who.localeCompare(other)
}

test('resolving stops the clocks, reopening starts them anew', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(20 * minute)
  await p.as('U0TOM').press('Check and resolve', channel)
  await p.idle()
  await p.as('U0TOM').submit()
  await p.advance(100 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 lee', '0 maya'])
  await p.as('U0TOM').command(channel, '/incident reopen it is back')
  await p.advance(31 * minute)
  // Whoever had it before is not taken for having it now.
  const again = [
    '0 lee',
    '0 maya',
    '120 lee',
    '120 maya',
    '130 lee',
    '130 maya',
    '135 lee',
    '135 maya',
    '145 lee',
    '145 maya',
    '150 grace',
  ]
  expect(directs(p, isPing, start)).toEqual(again)
  await p.as('U0TOM').command(channel, '/incident cancel false alarm')
  await p.advance(150 * minute)
  expect(directs(p, isPing, start)).toEqual(again)
})

test('reopened by somebody on call: they have it by that, reminders that were off are on, the pager is asked again', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.idle()
  await p.as('U0MAYA').command(channel, '/incident remind off')
  await p.as('U0TOM').command(channel, '/incident cancel not so bad')
  await p.idle()
  await p.advance(10 * minute)
  await p.as('U0LEE').command(channel, '/incident reopen it is back')
  await p.advance(29 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 lee', '0 maya', '10 maya'])
  expect(directs(p, /(an update is|the update was) due/, start)).toEqual(['39 maya'])
  expect(p.production.pagerduty.incidents.map(i => i.status)).toEqual(['resolved', 'acknowledged'])
})

test('raised while nobody has acknowledged: one ping a person, whatever levels it is that are due at once', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P3 slow page')
  await p.advance(40 * minute)
  expect(directs(p, isPing, start)).toEqual(['0 maya', '10 maya'])
  await p.as('U0TOM').command(channel, '/incident severity P1 nobody can call')
  await p.idle()
  const raised = ['40 carol', '40 grace', '40 lee', '40 maya', '40 sam', '40 victor']
  expect(directs(p, isPing, start)).toEqual(['0 maya', '10 maya', ...raised])
})

test('raised after more than an hour: the steps by hand of every level that is due are there, each asked for', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P3 slow page')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(70 * minute)
  await p.as('U0TOM').command(channel, '/incident severity P1 nobody can call')
  await p.idle()
  const [list] = posts(p, channel, /^✋ \*By hand\*/)
  expect(list?.text).toContain('*By hand*: 2 to do')
  expect(list?.text).toContain('Tell the board')
  expect(list?.text).toContain('external PR')
  expect(directs(p, /^✋/, start)).toEqual(['70 carol', '70 maya'])
})

test('a P2 that goes on for two hours: both on call at once and again where nobody answers, manager, VP', async () => {
  const p = await begin()
  const start = p.now()
  await declareAsTom(p, 'P2 slow')
  await p.advance(20 * minute)
  await p.as('U0LEE').press('I’m on it', '@pitcrew')
  await p.advance(102 * minute)
  expect(directs(p, isPing, start)).toEqual([
    '0 lee',
    '0 maya',
    '10 lee',
    '10 maya',
    '15 lee',
    '15 maya',
    '30 grace',
    '40 grace',
    '120 victor',
  ])
  expect(ledger(p, start)).toMatchInlineSnapshot(`
    [
      "0 @lee @U0LEE: 🟠 P2 “slow” is open, not acknowledged.",
      "0 @maya @U0MAYA: 🟠 P2 “slow” is open, not acknowledged.",
      "0 #emergency-incidents (only @U0TOM) *INC-20250120-143200 is declared as P2. It is run in <#C00000009>*: go t",
      "0 #emergency-incidents 🟠 P2 · slow (INC-20250120-143200)",
      "0 #inc-slow @U0MAYA @U0LEE: 🟠 P2 “slow” is open, not acknowledged.",
      "0 #inc-slow *Diagnostics* · 0 of 17 so far …",
      "0 #inc-slow 🟠 P2 · slow (INC-20250120-143200)",
      "0 pager /incidents/PINC/responder_requests",
      "0 pager /v2/enqueue",
      "0 status page: investigating",
      "10 @lee @U0LEE: 🟠 P2 “slow” is 10 min old, not acknowledged.",
      "10 @maya @U0MAYA: 🟠 P2 “slow” is 10 min old, not acknowledged.",
      "10 #inc-slow ↳ @U0MAYA @U0LEE: 🟠 P2 “slow” is 10 min old, not acknowledged.",
      "10 pager /incidents/PINC/responder_requests",
      "15 @lee @U0LEE: 🟠 P2 “slow” is 15 min old, not acknowledged.",
      "15 @maya @U0MAYA: 🟠 P2 “slow” is 15 min old, not acknowledged.",
      "15 #inc-slow @U0MAYA @U0LEE: 🟠 P2 “slow” is 15 min old, not acknowledged.",
      "15 pager /incidents/PINC/responder_requests",
      "20 #emergency-incidents ↳ 🚨 Lee Carter has acknowledged P2 “slow” after 20 min.",
      "20 #inc-slow ↳ 👍 Lee Carter is on it.",
      "20 #inc-slow ↳ 👤 Commander is now Lee Carter.",
      "20 #inc-slow ↳ 🚨 P2 acknowledged by Lee Carter at 14:52 UTC. Initial assessment in pro",
      "20 pager /v2/enqueue",
      "29 @lee ⏳ P2 “slow”: an update is due 15:02 UTC",
      "30 @grace @U0GRACE: 🟠 P2 “slow” is 30 min old, investigating.",
      "30 #inc-slow @U0GRACE: 🟠 P2 “slow” is 30 min old, investigating.",
      "30 pager /incidents/PINC/responder_requests",
      "39 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "40 @grace @U0GRACE: 🟠 P2 “slow” is 40 min old, investigating.",
      "40 #inc-slow ↳ @U0GRACE: 🟠 P2 “slow” is 40 min old, investigating.",
      "40 pager /incidents/PINC/responder_requests",
      "49 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "49 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "59 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "59 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "69 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "69 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "79 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "79 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "89 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "89 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "99 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "99 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "109 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "109 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "118 @lee VP Engineering is told 16:32 UTC that P2 “slow” is still open.",
      "119 @grace ⏳ P2 “slow”: the update was due 15:02 UTC",
      "119 @lee ⏳ P2 “slow”: the update was due 15:02 UTC",
      "120 @victor @U0VICTOR: 🟠 P2 “slow” is 2 h old, investigating.",
      "120 #inc-slow @U0VICTOR: 🟠 P2 “slow” is 2 h old, investigating.",
      "120 pager /incidents/PINC/responder_requests",
    ]
  `)
})
