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
const channelId = () => h.slack.state.channelNamed(channel())?.id ?? ''
async function declare(words = 'P1 api down') {
  await maya().command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
}
async function exported() {
  await maya().command(channel(), '/incident export')
  await h.idle(20_000)
}
const report = () =>
  [...h.slack.state.files.values()].findLast(f => /report-\d+\.md$/.test(f.name))?.bytes.toString() ?? ''

test('what was said: threads, edits, deletions, files; in order, nothing missing, nothing doubled', async () => {
  await declare()
  const lee = h.slack.client('U0LEE')
  const first = lee.say(channelId(), 'pool is [full](https://x.example/a), @maya? 3 < 4 | `x`')
  lee.say(channelId(), 'in the thread', first)
  const second = lee.say(channelId(), 'it is the databse')
  lee.edit(channelId(), second, 'it is the database')
  const third = lee.say(channelId(), 'password is hunter2')
  lee.remove(channelId(), third)
  lee.say(channelId(), `\`\`\`\n| a | b |\n# no heading\n\`\`\` ${'x'.repeat(40_000)}`)
  await h.idle()
  await exported()
  const text = report()
  const rows = text
    .slice(text.indexOf('## Conversation'))
    .split('\n')
    .filter(l => l.startsWith('| 2025'))
  expect(rows).toHaveLength(5)
  expect(rows[0]).toContain(
    'Lee Carter | pool is full (https://x.example/a), @Maya Patel? 3 \\< 4 \\| \\`x\\`',
  )
  expect(rows[1]).toContain('↳ Lee Carter | in the thread')
  expect(rows[2]).toMatch(/it is the database _\(edited .*; before: it is the databse\)_/)
  expect(rows[3]).toContain('_(deleted by its author')
  expect(text).not.toContain('hunter2')
  expect(rows[4]).toContain('\\# no heading')
})

test('what nobody heard is read from the history, once; what is erased stays out, and the chain holds', async () => {
  await declare()
  const lee = h.slack.client('U0LEE')
  const heard = lee.say(channelId(), 'heard live')
  await h.idle()
  // A gap: the bot was away while these were said.
  const there = h.slack.state.channelNamed(channel())
  for (const text of ['first unheard', 'second unheard'])
    there?.messages.push({ ts: h.slack.state.ts(), user: 'U0LEE', text, blocks: [] })
  await exported()
  const said = () => report().match(/heard live|first unheard|second unheard/g)
  expect(said()).toEqual(['heard live', 'first unheard', 'second unheard'])
  const link = `https://slack.example/archives/C1/p${heard.replace('.', '')}`
  await h.as('U0TOM').command(channel(), `/incident erase ${link}`)
  await h.idle()
  expect(h.as('U0TOM').sees(channel()).at(-1)?.text).toContain('Only its author or the commander')
  await h.as('U0LEE').command(channel(), `/incident erase ${link}`)
  await h.idle()
  await exported()
  expect(said()).toEqual(['first unheard', 'second unheard'])
  expect(report()).toContain('_(erased on request)_')
  const events = await h.events('INC-20250120-143200')
  // Who erased is in the timeline, though the words are gone.
  const notes = events.filter(e => e.type === 'note.added')
  expect(notes.map(e => [e.by, (e.data as { text: string }).text])).toEqual([
    ['U0LEE', expect.stringMatching(/^Erased their own message of 2025-01-20 14:32:\d\d UTC from/)],
  ])
  expect(
    events.filter(e => e.type === 'timeline.sealed').map(e => (e.data as { messages: number }).messages),
  ).toEqual([3, 3])
})

test('a stopwatch or a pin takes a message into the story, once', async () => {
  await declare()
  const lee = h.slack.client('U0LEE')
  const ts = lee.say(channelId(), 'It began right after the deploy')
  await h.idle()
  lee.react(channelId(), ts, 'stopwatch')
  h.slack.client('U0MAYA').react(channelId(), ts, 'stopwatch')
  lee.react(channelId(), ts, 'eyes')
  const second = lee.say(channelId(), 'The pool is empty')
  await h.idle()
  lee.pin(channelId(), second)
  await h.idle()
  const promoted = (await h.events('INC-20250120-143200')).filter(e => e.type === 'message.promoted')
  expect(promoted.map(e => e.data)).toMatchObject([
    { author: 'U0LEE', text: 'It began right after the deploy' },
    { author: 'U0LEE', text: 'The pool is empty' },
  ])
  await exported()
  expect(report()).toMatch(
    /(?:Lee Carter|Maya Patel): Lee Carter said \(2025-01-20 14:32 UTC\): It began right after the deploy/,
  )
})
