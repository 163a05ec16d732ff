import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeAll(async () => {
  h = await startPitcrew()
})
afterAll(() => h?.stop())
const home = '#emergency-incidents'
const newest = (user: string) =>
  h
    .as(user)
    .channels()
    .filter(c => c.startsWith('inc-'))
    .at(-1) ?? ''
const posts = () => h.slack.ledger.of('chat.postMessage').map(c => `${c.args.text} ${c.args.blocks}`)

test('a title with the characters that Slack escapes: title, channel, panel and announcement have them as typed', async () => {
  await h.as('U0TOM').command(home, '/incident declare P1 CPU > 90% & "R&D" <script> &amp; 1 < 2')
  await h.idle()
  const [incident] = await h.incidents()
  expect(incident?.title).toBe('CPU > 90% & "R&D" <script> &amp; 1 < 2')
  expect(newest('U0TOM')).toMatch(/cpu-90-r-d-script/)
  expect(newest('U0TOM')).not.toMatch(/gt|lt\b|quot/)
  const seen = [...h.as('U0TOM').sees(newest('U0TOM')), ...h.as('U0TOM').sees(home)].map(m => m.text)
  expect(seen.filter(t => t.includes('CPU > 90% & "R&D" <script> &amp; 1 < 2')).length).toBeGreaterThan(1)
  expect(posts().join('\n')).not.toContain('&amp;gt;')
  expect(JSON.stringify(h.production.pagerduty.calls)).not.toContain('&gt;')
})

test('people, groups, channels, links and addresses in a command are read by name, and nobody is pinged', async () => {
  await h
    .as('U0TOM')
    .command(
      home,
      '/incident declare P3 ask @maya or @sre-oncall in #security, @here: https://x.example/a?b=1&c=2',
    )
  await h.idle()
  const [incident] = await h.incidents()
  expect(incident?.title).toBe('ask @maya or @sre-oncall in #security, @here: https://x.example/a?b=1&c=2')
  const told = [...h.as('U0TOM').sees(newest('U0TOM')), ...h.as('U0TOM').sees(home)]
  expect(told.flatMap(m => m.broadcasts)).toEqual([])
  expect(posts().filter(p => p.includes('<!subteam^S0SRE') && p.includes('x.example'))).toEqual([])
})

test('notes and updates keep what was typed; a role is handed to the person who is named', async () => {
  const channel = newest('U0TOM')
  await h.as('U0TOM').command(channel, '/incident note @lee saw a < b && c > d')
  await h.as('U0TOM').command(channel, '/incident role operations @lee')
  await h.idle()
  const [incident] = await h.incidents()
  const events = await h.events(incident?.id ?? '')
  expect(events.find(e => e.type === 'note.added')?.data).toMatchObject({ text: '@lee saw a < b && c > d' })
  expect(incident?.roles.operations).toBe('U0LEE')
})

test('a form is not escaped by Slack, so what stands in it stays as it is', async () => {
  const tom = h.as('U0TOM')
  await tom.command(home, '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': 'shows &lt;b&gt; & @maya' })
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]?.title).toBe('shows &lt;b&gt; & @maya')
})

test('a message becomes a form with its words, names looked up', async () => {
  const tom = h.as('U0TOM')
  const ts = tom.say(home, 'disk > 90% says @Maya Patel, see #leadership & https://x.example')
  await tom.messageShortcut('declare_from_message', home, ts)
  await h.idle()
  await tom.submit()
  await h.idle()
  expect((await h.incidents())[0]?.title).toBe(
    'disk > 90% says @Maya Patel, see #leadership & https://x.example',
  )
})

test('a message that is put into the story, and the conversation, are written as they were said', async () => {
  const channel = newest('U0TOM')
  const lee = h.as('U0LEE')
  const ts = lee.say(channel, 'load > 90 & rising, @maya')
  await h.idle()
  h.slack.client('U0TOM').react(h.slack.state.channelNamed(channel)?.id ?? '', ts, 'stopwatch')
  await h.idle()
  await h.as('U0TOM').command(channel, '/incident export')
  await h.idle(20_000)
  const report =
    [...h.slack.state.files.values()].findLast(f => f.name.endsWith('.md'))?.bytes.toString() ?? ''
  expect(report).toMatch(/load (?:\\)?> 90 & rising, @Maya Patel/)
  expect(report).not.toContain('&gt;')
})
