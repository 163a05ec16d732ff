import { get } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
afterEach(() => h?.stop())

beforeEach(async () => {
  h = await startPitcrew({ replicas: 1, signingSecret: 'shh-0001' })
})
/** A path that a browser would never send. */
const askRaw = (port: number, path: string) =>
  new Promise(resolve => get({ host: '127.0.0.1', port, path }, r => resolve(r.statusCode)))
const maya = () => h.as('U0MAYA')

test('a command, a modal with a wrong field, a button and an event: all by signed requests', async () => {
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare')
  await h.idle()
  tom.fill({ 'What fails?': '   ' })
  await tom.submit()
  expect(tom.modal()?.errors).toEqual({ title: 'Say in a few words what fails.' })
  tom.fill({ 'What fails?': 'api down' })
  await tom.submit()
  await h.idle()
  const channel =
    maya()
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  expect(channel).toMatch(/^inc-/)
  await maya().press('Acknowledge', channel)
  tom.say(channel, 'callers wait in Leeds')
  await h.idle()
  const [state] = await h.incidents()
  expect(state?.acknowledged?.by).toBe('U0MAYA')
  const kinds = new Set(h.slack.ledger.envelopes.map(e => e.type))
  expect([...kinds].toSorted()).toEqual(['events_api', 'interactive', 'slash_commands'])
  expect(h.slack.ledger.envelopes.every(e => e.ackMs !== undefined)).toBe(true)
  expect(h.slack.sockets.count).toBe(0)
})

test('what is not signed by Slack, or long ago, is let in by nobody; the bot’s own addresses answer beside it', async () => {
  const base = `http://127.0.0.1:${h.service.port()}`
  const forged = await fetch(`${base}/slack/events`, {
    method: 'POST',
    headers: {
      'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      'x-slack-signature': `v0=${'0'.repeat(64)}`,
    },
    body: 'command=/incident&text=declare',
  })
  expect(forged.status).toBe(401)
  expect((await fetch(`${base}/healthz`)).status).toBe(200)
  expect((await fetch(`${base}/readyz`)).status).toBe(200)
  expect((await fetch(`${base}/nothing`)).status).toBe(404)
  expect((await fetch(`${base}/healthz`, { method: 'POST' })).status).toBe(404)
  expect(await askRaw(h.service.port() ?? 0, '//')).toBe(404)
  expect(await h.incidents()).toEqual([])
})
