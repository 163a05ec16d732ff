import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, isPing, minute, posts } from './clock.ts'

let h: Harness | undefined
let beats = 0
const outside = createServer((_, response) => {
  beats++
  response.end('ok')
})
afterEach(async () => {
  await h?.stop()
  h = undefined
  outside.close()
})

async function begin() {
  await new Promise<void>(resolve => outside.listen(0, '127.0.0.1', resolve))
  const heartbeatUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/beat`
  const p = await startPitcrew({ replicas: 1, config: { port: 0, heartbeatUrl } })
  h = p
  const read = async (path: string) => (await fetch(`http://127.0.0.1:${p.service.port()}${path}`)).text()
  const metric = async (name: string) =>
    Number(new RegExp(`^pitcrew_${name} (\\S+)$`, 'm').exec(await read('/metrics'))?.[1])
  return { p, read, metric }
}

test('a ping over a minute late is said in the channel, counted, and stops the heartbeat until all is well', async () => {
  const { p, read, metric } = await begin()
  expect(await read('/healthz')).toMatch(/^alive, Pitcrew \d+\.\d+\.\d+\n$/)
  expect(await read('/readyz')).toBe('ready\n')
  const channel = await declareAsTom(p, 'P2 slow')
  const start = p.now()
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.advance(29 * minute)
  beats = 0
  await p.service.audit()
  expect([beats, await metric('last_audit_ok'), await metric('pings_late_total')]).toEqual([1, 1, 0])

  // Slack takes no post while the manager's level comes due, and for two minutes more.
  p.slack.faults.plan('chat.postMessage', { kind: 'rate', retryAfter: 1 }, 3)
  p.jump(minute)
  await expect.poll(() => p.slack.faults.planned('rate')).toBeLessThan(3)
  p.jump(2 * minute)
  await p.service.audit()
  expect([beats, await metric('pings_overdue'), await metric('last_audit_ok')]).toEqual([1, 1, 0])
  await p.idle(15_000)
  expect(posts(p, channel, /@grace should have been told .* has not taken it yet/)).toHaveLength(1)
  expect(directs(p, isPing, start)).toContain('32 grace')
  const thread = p
    .as('U0TOM')
    .sees(channel)
    .filter(m => m.text.includes('Grace Kim was told 2 min late'))
  expect(thread).toHaveLength(1)
  await p.service.audit()
  expect([beats, await metric('pings_late_total'), await metric('pings_overdue')]).toEqual([2, 1, 0])
}, 30_000)

test('a timer of which nothing comes stops the heartbeat, though no ping is owed yet', async () => {
  const { p, metric } = await begin()
  const channel = await declareAsTom(p, 'P2 slow')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.idle()
  const { engine } = p.service.runbook
  const { wake } = engine
  engine.wake = async () => {
    throw new Error('this incident cannot be woken')
  }
  p.jump(32 * minute)
  beats = 0
  await p.service.audit()
  expect([beats, await metric('last_audit_ok')]).toEqual([0, 0])
  expect(await metric('pings_overdue')).toBeGreaterThan(0)
  expect(p.log.join('')).toContain('the incident cannot be woken')
  engine.wake = wake
  p.jump(6000)
  await p.idle()
  await p.service.audit()
  expect([beats, await metric('last_audit_ok'), await metric('pings_overdue')]).toEqual([1, 1, 0])
  expect(posts(p, channel, isPing).at(-1)?.text).toContain('@grace')
})

test('people who cannot be looked up stop the heartbeat', async () => {
  const { p, metric } = await begin()
  await p.service.audit()
  expect(await metric('last_audit_ok')).toBe(1)
  p.slack.faults.begin('users.info', { kind: 'error', error: 'missing_scope' })
  await declareAsTom(p, 'P3 slow')
  const before = beats
  await p.service.audit()
  expect(await metric('last_audit_ok')).toBe(0)
  expect(beats).toBe(before)
})

test('/metrics at a port of its own is not where the webhooks are', async () => {
  h = await startPitcrew({ replicas: 1, config: { port: 0, metrics: { host: '127.0.0.1', port: 0 } } })
  const read = async (port: number | undefined) => (await fetch(`http://127.0.0.1:${port}/metrics`)).status
  expect(await read(h.service.port())).toBe(404)
  expect(await read(h.service.metricsPort())).toBe(200)
  expect((await fetch(`http://127.0.0.1:${h.service.metricsPort()}/webhooks/pagerduty`)).status).toBe(404)
})
