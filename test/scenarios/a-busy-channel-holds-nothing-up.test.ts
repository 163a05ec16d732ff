import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
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
const there = () => {
  const found = h.slack.state.channelNamed(channel())
  if (found === undefined) throw new Error('no channel')
  return found
}
const newest = (ending: RegExp) =>
  [...h.slack.state.files.values()].findLast(f => ending.test(f.name))?.bytes.toString() ?? ''
async function declare() {
  await maya().command('#emergency-incidents', '/incident declare P2 busy')
  await h.idle()
}

test('ten thousand messages, and a Slack that asks for patience: each is in the report once', async () => {
  await declare()
  const strange = [
    { text: '```\n| table |\n```' },
    { text: '', files: [] },
    { text: 'x'.repeat(40_000) },
    { text: 'from somebody who has left', user: 'U0GONE' },
  ]
  for (let n = 0; n < 10_000; n++)
    there().messages.push({
      ts: h.slack.state.ts(),
      user: 'U0LEE',
      text: `message ${n} of many`,
      blocks: [],
      ...strange[n % 2500],
    })
  h.slack.faults.plan('conversations.history', { kind: 'rate', retryAfter: 1 }, 2)
  await maya().command(channel(), '/incident export')
  await h.idle(60_000)
  const data = JSON.parse(newest(/report-\d+\.json$/)) as { messages: { text: string; ts: string }[] }
  expect(data.messages).toHaveLength(10_000)
  expect(new Set(data.messages.map(m => m.ts)).size).toBe(10_000)
  const report = newest(/report-\d+\.md$/)
  expect(report.match(/\| message \d+ of many \|/g)).toHaveLength(10_000 - 16)
  expect(report).toContain('U0GONE')
  expect(newest(/\.html$/).match(/<table>/g)?.length).toBeGreaterThan(60)
}, 90_000)

test('fifty messages a second do not delay an approval, and every one of them is kept', async () => {
  await declare()
  await maya().command(channel(), '/incident fix infrastructure')
  await h.idle()
  await maya().submit()
  await h.idle()
  const lee = h.slack.client('U0LEE')
  const id = there().id
  let said = 0
  const chatter = setInterval(() => {
    lee.say(id, `chatter ${said++}`)
  }, 20)
  try {
    await h.as('U0LEE').press('Review and approve', channel())
    const until = performance.now() + 8000
    while (h.as('U0LEE').modal()?.submit !== 'Approve' && performance.now() < until)
      await new Promise(resolve => setTimeout(resolve, 10))
    await h.as('U0LEE').submit()
    while (h.production.aws.writes().length === 0 && performance.now() < until)
      await new Promise(resolve => setTimeout(resolve, 10))
  } finally {
    clearInterval(chatter)
  }
  expect(h.production.aws.writes()).toHaveLength(1)
  await h.idle(20_000)
  const slow = h.slack.ledger.envelopes.filter(e => e.ackMs === undefined || e.ackMs > 2500)
  expect(slow).toEqual([])
  const id0 = (await h.incidents())[0]?.id ?? ''
  const kept = await h.service.runbook.chatLog.list(id0)
  expect(kept.map(m => m.text)).toEqual(Array.from({ length: said }, (_, n) => `chatter ${n}`))
})

test('the data fits the schema that is published', async () => {
  await declare()
  const lee = h.slack.client('U0LEE')
  const ts = lee.say(there().id, 'one')
  lee.edit(there().id, ts, 'two')
  lee.remove(there().id, lee.say(there().id, 'three'))
  await h.idle()
  await maya().command(channel(), '/incident resolve over')
  await h.idle()
  await maya().submit()
  await h.idle(20_000)
  const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object
  const ajv = new Ajv2020({ allErrors: true, strict: false })
  const fits = ajv.validate(schema, JSON.parse(newest(/report-\d+\.json$/)))
  expect(ajv.errors ?? []).toEqual([])
  expect(fits).toBe(true)
  // And one that does not fit is refused: the schema says something.
  expect(ajv.validate(schema, { v: 2 })).toBe(false)
})
