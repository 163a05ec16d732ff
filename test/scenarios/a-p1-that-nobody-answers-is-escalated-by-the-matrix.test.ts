import { expect, test } from 'vitest'
import { ledger } from '../harness/ledger.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

const begin = startsPitcrew()

test('P1: on call and manager at once, then by the matrix, each once a level, asked again once', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(65 * minute)
  expect(directs(p, isPing, start)).toEqual([
    '0 grace',
    '0 lee',
    '0 maya',
    '5 lee',
    '10 grace',
    // The first level again: nobody has answered for ten minutes. Grace hears of it by the new level.
    '10 lee',
    '10 maya',
    '15 lee',
    '15 sam',
    '15 victor',
    '20 grace',
    '25 sam',
    '25 victor',
    '30 carol',
    '40 carol',
  ])
  const warned = p
    .as('U0MAYA')
    .sees('@pitcrew')
    .filter(m => m.text.includes('Is that right?'))
  expect(warned).toHaveLength(2)
  expect(warned[1]?.text).toContain('To be done by hand then: Tell the board')
  // What is known: here nothing is wrong, as far as anybody can tell.
  expect(p.as('U0VICTOR').sees('@pitcrew').at(-1)?.text).toContain(
    'No probe finds anything wrong: 11 of 17 are well, the others could not tell.',
  )
  // Steps by hand are asked for, directly: the board is Carol's, external PR is first asked of whoever leads.
  expect(directs(p, /Tell the board/, start)).toContain('30 carol')
  expect(directs(p, /Is external PR support needed\?/, start)).toEqual(['60 maya'])
  const list = posts(p, channel, /\*By hand\*: 2 to do/)
  expect(list[0]?.text).toContain('Tell the board')
  expect(list[0]?.text).toContain('external PR')
  // One message a level in the channel; repeats stand in their threads.
  expect(posts(p, channel, isPing)).toHaveLength(5)
  expect(ledger(p, start)).toMatchInlineSnapshot(`
    [
      "0 @grace @U0GRACE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 @lee @U0LEE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 @maya @U0MAYA: 🔴 P1 “api down” is open, not acknowledged.",
      "0 #emergency-incidents (only @U0TOM) *INC-20250120-143200 is declared as P1. It is run in <#C00000009>*: go t",
      "0 #emergency-incidents 🔴 P1 · api down (INC-20250120-143200)",
      "0 #inc-api-down @U0MAYA @U0LEE @U0GRACE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 #inc-api-down *Diagnostics* · 0 of 17 so far …",
      "0 #inc-api-down 🔴 P1 · api down (INC-20250120-143200)",
      "0 pager /incidents/PINC/responder_requests",
      "0 pager /v2/enqueue",
      "0 status page: investigating",
      "5 @lee @U0LEE: 🔴 P1 “api down” is 5 min old, not acknowledged.",
      "5 #inc-api-down @U0LEE: 🔴 P1 “api down” is 5 min old, not acknowledged.",
      "5 pager /incidents/PINC/responder_requests",
      "10 @grace @U0GRACE: 🔴 P1 “api down” is 10 min old, not acknowledged.",
      "10 @lee @U0LEE: 🔴 P1 “api down” is 10 min old, not acknowledged.",
      "10 @maya @U0MAYA: 🔴 P1 “api down” is 10 min old, not acknowledged.",
      "10 #inc-api-down @U0GRACE: 🔴 P1 “api down” is 10 min old, not acknowledged.",
      "10 #inc-api-down ↳ @U0MAYA @U0LEE: 🔴 P1 “api down” is 10 min old, not acknowledged.",
      "10 pager /incidents/PINC/responder_requests",
      "10 pager /incidents/PINC/responder_requests",
      "13 @maya VP Engineering and Customer Success Lead are told 14:47 UTC that P1 “api",
      "14 @maya ⏳ P1 “api down”: an update is due 14:47 UTC",
      "15 @lee @U0LEE: 🔴 P1 “api down” is 15 min old, not acknowledged.",
      "15 @sam @U0SAM: 🔴 P1 “api down” is 15 min old, not acknowledged.",
      "15 @victor @U0VICTOR: 🔴 P1 “api down” is 15 min old, not acknowledged.",
      "15 #inc-api-down @U0VICTOR @U0SAM: 🔴 P1 “api down” is 15 min old, not acknowledged.",
      "15 #inc-api-down ↳ @U0LEE: 🔴 P1 “api down” is 15 min old, not acknowledged.",
      "15 pager /incidents/PINC/responder_requests",
      "15 pager /incidents/PINC/responder_requests",
      "19 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "20 @grace @U0GRACE: 🔴 P1 “api down” is 20 min old, not acknowledged.",
      "20 #inc-api-down ↳ @U0GRACE: 🔴 P1 “api down” is 20 min old, not acknowledged.",
      "20 pager /incidents/PINC/responder_requests",
      "24 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "24 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "25 @sam @U0SAM: 🔴 P1 “api down” is 25 min old, not acknowledged.",
      "25 @victor @U0VICTOR: 🔴 P1 “api down” is 25 min old, not acknowledged.",
      "25 #inc-api-down ↳ @U0VICTOR @U0SAM: 🔴 P1 “api down” is 25 min old, not acknowledged.",
      "25 pager /incidents/PINC/responder_requests",
      "28 @maya CEO is told 15:02 UTC that P1 “api down” is still open.",
      "29 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "29 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "30 @carol @U0CAROL: 🔴 P1 “api down” is 30 min old, not acknowledged.",
      "30 @carol ✋ P1 “api down”: Tell the board",
      "30 #inc-api-down @U0CAROL: 🔴 P1 “api down” is 30 min old, not acknowledged.",
      "30 #inc-api-down ✋ *By hand*: 1 to do",
      "30 pager /incidents/PINC/responder_requests",
      "34 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "34 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "39 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "39 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "40 @carol @U0CAROL: 🔴 P1 “api down” is 40 min old, not acknowledged.",
      "40 #inc-api-down ↳ @U0CAROL: 🔴 P1 “api down” is 40 min old, not acknowledged.",
      "40 pager /incidents/PINC/responder_requests",
      "44 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "44 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "49 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "49 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "54 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "54 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "59 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "59 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
      "60 @maya ✋ P1 “api down”: Is external PR support needed? If so, call them",
      "64 @grace ⏳ P1 “api down”: the update was due 14:47 UTC",
      "64 @maya ⏳ P1 “api down”: the update was due 14:47 UTC",
    ]
  `)
  await p.as('U0MAYA').press('Not needed', '@pitcrew')
  await p.as('U0CAROL').press('Done', '@pitcrew')
  await p.idle()
  const done = posts(p, channel, /\*By hand\*/)[0]?.text ?? ''
  expect(done).toContain('✅ *By hand*: all done')
  expect(done).toMatch(/➖ .*external PR.*: not needed \(Maya Patel/)
})
