import { expect, test } from 'vitest'
import { ledger } from '../harness/ledger.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, minute, posts } from './clock.ts'

const begin = startsPitcrew()
const hour = 60 * minute

async function resolved(words: string, playbook: (source: string) => string = s => s) {
  const p = await begin({ playbook })
  const start = p.now()
  const channel = await declareAsTom(p, words)
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  await p.as('U0MAYA').press('Check and resolve', channel)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle()
  return { p, channel, start }
}

test('P1: report at once, an invitation for the next working day, a day of recovery checks, loud when one fails', async () => {
  const { p, channel, start } = await resolved('P1 api down')
  const ics = [...p.slack.state.files.values()].find(f => f.name.endsWith('.ics'))
  const text = ics?.bytes.toString().replaceAll('\r\n ', '').replaceAll('\t', '') ?? ''
  // Monday 20 January, 14:32 in London: Tuesday at ten.
  expect(text).toContain('DTSTART:20250121T100000Z')
  expect(text).toContain('mailto:maya@tyrehero.example')
  expect(text).toContain('mailto:victor@tyrehero.example')
  expect(text).toContain('DTSTAMP:20250120T143200Z')
  expect(posts(p, channel, /What follows/).map(m => m.text.split('\n')[0])).toEqual([
    expect.stringContaining('INCIDENT RESOLVED'),
  ])
  const checks = async () => {
    const id = (await p.incidents())[0]?.id ?? ''
    return (await p.events(id)).filter(e => e.type === 'monitoring.checked').length
  }
  await p.advance(3 * hour)
  expect(await checks()).toBe(3)
  expect(posts(p, channel, /is it over/)).toEqual([])
  p.production.world.break('api-down')
  await p.advance(2 * hour)
  const loud = posts(p, channel, /is it over/)
  expect(loud).toHaveLength(1)
  expect(loud[0]?.text).toContain('@maya')
  expect(loud[0]?.buttons.map(b => b.label)).toEqual(['Reopen'])
  p.production.world.cure('api-down')
  await p.advance(hour)
  expect(posts(p, channel, /pass again/)).toHaveLength(1)
  await p.advance(13 * hour)
  expect(posts(p, channel, /The post-mortem of INC-\S+ is/)).toHaveLength(1)
  await p.advance(29 * hour)
  expect(await checks()).toBe(24)
  // What is left is the signature.
  const score = async () => p.service.runbook.store.agendaScore((await p.incidents())[0]?.id ?? '')
  expect(await score()).toBeGreaterThan(p.now())
  await p.as('U0GRACE').press('Sign off', channel)
  await p.idle()
  expect(await score()).toBeUndefined()
  // Two days, and nobody has heard anything else.
  expect(ledger(p, start)).toMatchInlineSnapshot(`
    [
      "0 @grace @U0GRACE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 @grace 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 @lee @U0LEE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 @lee 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 @maya @U0MAYA: 🔴 P1 “api down” is open, not acknowledged.",
      "0 @maya 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 @sam 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 @tom 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 @victor 📅 You are invited to the post-mortem of INC-20250120-143200: 2025-01-21",
      "0 #emergency-incidents (only @U0TOM) *INC-20250120-143200 is declared as P1. It is run in <#C00000009>*: go t",
      "0 #emergency-incidents ↳ ✅ *Resolved* after 0 s: P1 “api down”.",
      "0 #emergency-incidents 🔴 P1 · api down (INC-20250120-143200)",
      "0 #inc-api-down @U0MAYA @U0LEE @U0GRACE: 🔴 P1 “api down” is open, not acknowledged.",
      "0 #inc-api-down *Diagnostics* · 0 of 17 so far …",
      "0 #inc-api-down ↳ 🚨 P1 acknowledged by Maya Patel at 14:32 UTC. Initial assessment in pro",
      "0 #inc-api-down ✅ *INCIDENT RESOLVED* by Maya Patel: not recorded ✅ api.tyrehero.com/hea",
      "0 #inc-api-down 🔴 P1 · api down (INC-20250120-143200)",
      "0 #inc-api-down files Post-mortem of INC-20250120-143200: open the file to put it into your ca",
      "0 #inc-api-down files Report of INC-20250120-143200: preliminary report, post-mortem, timeline",
      "0 pager /incidents/PINC/responder_requests",
      "0 pager /v2/enqueue",
      "0 pager /v2/enqueue",
      "0 pager /v2/enqueue",
      "0 status page: investigating",
      "15 #inc-api-down 📣 @U0MAYA: INC-20250120-143200 is resolved, and the public still reads ",
      "30 #inc-api-down 📣 @U0MAYA: INC-20250120-143200 is resolved, and the public still reads ",
      "45 #inc-api-down 📣 @U0MAYA: INC-20250120-143200 is resolved, and the public still reads ",
      "240 #inc-api-down 🔁 @U0MAYA @U0LEE: INC-20250120-143200 was resolved, but is it over? A r",
      "360 #inc-api-down ✅ The recovery checks of INC-20250120-143200 pass again.",
      "1108 @grace 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 @lee 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 @maya 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 @sam 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 @tom 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 @victor 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC.",
      "1108 #inc-api-down 📅 The post-mortem of INC-20250120-143200 is 2025-01-21 10:00 UTC. Those",
      "2608 #inc-api-down 🖋 @U0GRACE: the post-mortem of INC-20250120-143200 waits for your signa",
      "2880 #inc-api-down 🖋 Grace Kim has signed off the post-mortem of INC-20250120-143200.",
    ]
  `)
}, 60_000)

const generousP3 = (source: string) =>
  source.replace(
    'P3:\n    report: offered',
    'P3:\n    report: offered\n    meeting-within: 48h\n    invite: [engineering-manager]\n    monitor: { for: 4h, every: 1h }',
  )

test('offered: the report, the meeting and the recovery checks each wait for their button', async () => {
  const { p, channel } = await resolved('P3 slow page', generousP3)
  const maya = p.as('U0MAYA')
  const count = async (type: string) =>
    (await p.events((await p.incidents())[0]?.id ?? '')).filter(e => e.type === type).length
  const offer = posts(p, channel, /a post-mortem planned, recovery watched; nobody has to/)
  expect(offer[0]?.buttons.map(b => b.label)).toEqual(['Export', 'Plan post-mortem', 'Watch recovery'])
  await p.advance(3 * hour)
  expect(p.slack.state.files.size).toBe(0)
  expect(await count('monitoring.checked')).toBe(0)
  expect(maya.sees('@pitcrew').filter(m => /post-mortem|report/.test(m.text))).toEqual([])

  await maya.press('Watch recovery', channel)
  await p.idle()
  await p.advance(2 * hour)
  expect(await count('monitoring.checked')).toBe(2)
  expect(p.slack.state.files.size).toBe(0)

  await maya.press('Plan post-mortem', channel)
  await p.idle()
  expect([...p.slack.state.files.values()].map(f => f.name)).toEqual([
    expect.stringMatching(/post-mortem\.ics$/),
  ])
  expect(p.as('U0GRACE').sees('@pitcrew').at(-1)?.text).toContain('You are invited to the post-mortem')
  await maya.press('Plan post-mortem', channel)
  await p.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('planned already')
  expect(p.slack.state.files.size).toBe(1)

  await maya.press('Export', channel)
  await p.idle()
  expect(p.slack.state.files.size).toBeGreaterThan(3)
  await p.advance(3 * hour)
  expect(await count('monitoring.checked')).toBe(4)
  expect(await count('report.reminded')).toBe(0)
}, 60_000)

test('a report that could not be uploaded is asked for when it is due; Export puts an end to it', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').command(channel, '/incident ack')
  await p.idle()
  const isAsked = /preliminary report of INC-\S+ .*was due/
  const maya = p.as('U0MAYA')
  p.slack.faults.plan('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' }, 99)
  await maya.press('Check and resolve', channel)
  await p.idle()
  await maya.submit()
  await p.idle()
  await p.advance(119 * minute)
  expect(directs(p, isAsked, p.now())).toEqual([])
  // The calendar file could not be uploaded either: the date is told all the same.
  expect(p.as('U0GRACE').sees('@pitcrew').at(-1)?.text).toContain('You are invited to the post-mortem')
  await p.advance(minute)
  expect(directs(p, isAsked, p.now())).toEqual(['0 maya'])
  expect(posts(p, channel, isAsked)).toHaveLength(1)
  await p.advance(4 * hour)
  expect(directs(p, isAsked, p.now())).toHaveLength(1)
  p.slack.faults.forget('error')
  await maya.press('Export', '@pitcrew')
  await p.idle()
  expect(
    maya
      .sees(channel)
      .flatMap(m => m.files)
      .some(f => f.endsWith('preliminary.md')),
  ).toBe(true)
}, 60_000)

test('a report that is there in time is not asked for', async () => {
  const { p, channel } = await resolved('P2 slow')
  await p.advance(3 * hour)
  expect(directs(p, /was due/, p.now())).toEqual([])
  expect(posts(p, channel, /was due/)).toEqual([])
}, 60_000)

test('P3: a report is offered; P4: nothing follows', async () => {
  const { p, channel } = await resolved('P3 slow page')
  const offer = posts(p, channel, /report can be made/)
  expect(offer[0]?.buttons.map(b => b.label)).toEqual(['Export'])
  expect(p.slack.state.files.size).toBe(0)
  const other = await declareAsTom(p, 'P4 a typo')
  await p.as('U0MAYA').press('Check and resolve', other)
  await p.idle()
  await p.as('U0MAYA').submit()
  await p.idle()
  expect(posts(p, other, /INCIDENT RESOLVED/)).toHaveLength(1)
  expect(posts(p, other, /report|What follows/)).toEqual([])
})
