import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

const maya = () => h.as('U0MAYA')
const channel = () =>
  maya()
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
async function declare(words = 'P1 api down') {
  await maya().command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
}
const last = (user = 'U0MAYA') => h.as(user).sees(channel()).at(-1)?.text ?? ''
/** The newest file of that ending. */
const file = (ending: string) =>
  [...h.slack.state.files.values()].findLast(f => f.name.endsWith(ending))?.bytes.toString() ?? ''
async function exported() {
  await maya().command(channel(), '/incident export')
  await h.idle(20_000)
}
const report = () =>
  [...h.slack.state.files.values()].findLast(f => /report-\d+\.md$/.test(f.name))?.bytes.toString() ?? ''

const sections = [
  '# Post-Mortem: INC-20250120-143200',
  '**Date**: 2025-01-20',
  '**Facilitator**: Maya Patel',
  '**Attendees**:',
  '## Executive Summary',
  '## Timeline',
  '| Time | Event | Action Taken |',
  '## Root Cause Analysis',
  '### What Happened',
  '### Why It Happened',
  '### Contributing Factors',
  '- **Technical**:',
  '- **Process**:',
  '- **Human**:',
  '- **External**:',
  '## Impact Assessment',
  '- **Duration**:',
  '- **Customers Affected**:',
  '- **Revenue Impact**:',
  '- **SLA Breach**:',
  '## What Went Well',
  '## What Didn’t Go Well',
  '## Action Items',
  '## Lessons Learned',
  '## Next Steps',
  '- [ ] Detailed post-mortem within 48 hours',
]

test('people, groups and channels stand there by name; a private channel by none', async () => {
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare')
  await h.idle()
  await tom.pressInModal('More options')
  await h.idle()
  tom.fill({ 'What fails?': 'breach', Kind: '🔒 Private' })
  await tom.submit()
  await h.idle()
  const secret = [...h.slack.state.channels.values()].find(c => c.isPrivate)
  expect(secret?.name).toContain('inc-')
  h.jump(60_000)
  await declare()
  const open =
    maya()
      .channels()
      .find(c => c.endsWith('api-down')) ?? ''
  const gone = h.slack.state.addChannel('gone', 'U0TOM', false, ['U0TOM'])
  // Tom is in the private channel, so Slack makes a token of its name for him.
  tom.say(open, `@sre-oncall and @Lee Carter: see #emergency-incidents and #${secret?.name}, #gone`)
  h.slack.state.channels.delete(gone.id)
  await h.idle()
  await maya().command(open, '/incident export')
  await h.idle(20_000)
  expect(report()).toContain(
    `@sre-oncall and @Lee Carter: see \\#emergency-incidents and a private channel, \\#${gone.id}`,
  )
  expect(report()).not.toContain(secret?.name ?? '?')
})

test('every section of the template, from what was recorded; what was not says so, and whom to ask', async () => {
  await declare()
  await maya().command(channel(), '/incident mark first-alert 10m ago')
  await h.as('U0LEE').command(channel(), '/incident update Restart under way')
  await h.idle()
  await h.advance(10 * 60_000)
  await maya().command(channel(), '/incident resolve restarted it')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  const text = report()
  const at = sections.map(s => text.indexOf(s))
  expect(sections.filter((_, n) => (at[n] ?? -1) < 0)).toEqual([])
  expect(at).toEqual(at.toSorted((a, b) => a - b))
  expect(text).toContain('_Not recorded. Ask Maya Patel for the five whys._')
  expect(text).toMatch(/began 2025-01-20 14:22 UTC and lasted 20 min\. .* It was resolved: restarted it/)
  expect(text).toMatch(/\| 2025-01-20 14:22 UTC \| \*\*First alert received\*\* \| {2}\|/)
  expect(text).toContain(
    '| 2025-01-20 14:32 UTC | channel, \\#leadership, \\#customer-success | Lee Carter: Restart under way |',
  )
  expect(text).toContain('- **SLA Breach**: no')
  expect(file('.html')).toContain('<svg')
  expect(file('-preliminary.md')).toContain('# Preliminary Incident Report')
  expect(JSON.parse(file('.json'))).toMatchObject({ v: 1, incident: { id: 'INC-20250120-143200' } })
})

test('the same story exported twice is the same, byte for byte', async () => {
  await declare()
  await exported()
  const first = [report(), file('.html'), file('.json'), file('-chart.png')]
  await exported()
  expect([report(), file('.html'), file('.json'), file('-chart.png')]).toEqual(first)
  expect(new Set([...h.slack.state.files.values()].map(f => f.name)).size).toBe(10)
})

test('several people write the root cause at once, and it is in the report', async () => {
  await declare()
  await maya().command(channel(), '/incident rca')
  await h.as('U0LEE').command(channel(), '/incident rca')
  await h.idle()
  maya().fill({ 'Why? (1)': 'The pool was empty', 'Technical factors': 'pool of 20' })
  h.as('U0LEE').fill({
    'Why? (1)': 'A report held the table',
    'What went well?': 'quick approval\nclear roles',
  })
  await maya().submit()
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await exported()
  const text = report()
  expect(text).toContain('1. The pool was empty A report held the table')
  expect(text).toContain('- **Technical**: pool of 20')
  expect(text).toContain('- quick approval\n- clear roles')
})

test('a moment in the future or long before is refused; marking again corrects it, and both stay', async () => {
  await declare()
  await maya().command(channel(), '/incident mark first-alert 9999h ago')
  await h.idle()
  expect(last()).toContain('more than a week before')
  await maya().command(channel(), '/incident mark first-alert 20m ago')
  await maya().command(channel(), '/incident mark first-alert 15m ago')
  await h.idle()
  await exported()
  const rows = report()
    .split('\n')
    .filter(l => l.includes('Marked first-alert'))
  expect(rows.map(r => /at 2025-01-20 (\d\d:\d\d)/.exec(r)?.[1])).toEqual(['14:12', '14:17'])
  expect(report()).toContain('| 2025-01-20 14:17 UTC | **First alert received**')
})

test('a cancelled incident has its report too', async () => {
  await declare()
  await maya().command(channel(), '/incident cancel false alarm')
  await h.idle()
  await exported()
  expect(report()).toContain('It was cancelled: false alarm')
})

test('the first report after the end is a canvas too, once; a plan without canvases loses nothing', async () => {
  await declare()
  await maya().command(channel(), '/incident resolve fixed')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  await exported()
  const { canvases } = h.slack.state
  expect(canvases.map(c => [c.channel, c.title])).toEqual([
    [h.slack.state.channelNamed(channel())?.id, 'Post-mortem INC-20250120-143200'],
  ])
  expect(canvases[0]?.markdown).toContain('## Root Cause Analysis')
  h.slack.state.hasCanvases = false
  await maya().command('#emergency-incidents', '/incident declare P2 another')
  await h.idle()
  const second =
    maya()
      .channels()
      .find(c => c.includes('another')) ?? ''
  await maya().command(second, '/incident resolve fixed')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  expect(canvases).toHaveLength(1)
  expect(
    maya()
      .sees(second)
      .some(m => /canvas/i.test(m.text)),
  ).toBe(false)
  expect(
    maya()
      .sees(second)
      .some(m => m.files.some(f => f.endsWith('.html'))),
  ).toBe(true)
})

test('the five whys grow while they are answered, and nothing that was typed is lost', async () => {
  await declare()
  await maya().command(channel(), '/incident rca')
  await h.idle()
  const whys = () =>
    maya()
      .modal()
      ?.fields.filter(f => f.startsWith('Why?')).length
  expect(whys()).toBe(5)
  maya().fill({ 'Why? (1)': 'one', 'Why? (5)': 'five', 'Human factors': 'tired' })
  await maya().pressInModal('One more why')
  await h.idle()
  await maya().pressInModal('One more why')
  await h.idle()
  expect(whys()).toBe(7)
  maya().fill({ 'Why? (7)': 'seven' })
  await maya().submit()
  await h.idle()
  expect((await h.incidents())[0]?.rca).toEqual({ why1: 'one', why5: 'five', why7: 'seven', human: 'tired' })
})
