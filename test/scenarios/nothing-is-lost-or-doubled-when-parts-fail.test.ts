import { afterEach, expect, test } from 'vitest'
import { startRedis } from '../../sandbox/embedded/redis.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness | undefined
const running = (): Harness => {
  if (h === undefined) throw new Error('nothing runs')
  return h
}
async function begin(starting: Promise<Harness>): Promise<Harness> {
  h = await starting
  return h
}
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const home = '#emergency-incidents'
const channelOf = () =>
  running()
    .as('U0MAYA')
    .channels()
    .find(c => c.startsWith('inc-')) ?? ''
const texts = () =>
  running()
    .as('U0MAYA')
    .sees(channelOf())
    .map(m => m.text)
const declare = () => running().as('U0MAYA').command(home, '/incident declare P1 api down')
const posts = (words: string) => texts().filter(t => t.includes(words))

test('a crash between append and enqueue costs seconds, not the channel', async () => {
  const p = await begin(startPitcrew())
  const kept = p.services.map(s => s.runbook.delivery.enqueue)
  for (const s of p.services)
    s.runbook.delivery.enqueue = async () => {
      throw new Error('the process died here')
    }
  await declare()
  await p.idle()
  expect(channelOf()).toBe('')
  for (const [n, s] of p.services.entries())
    s.runbook.delivery.enqueue = kept[n] ?? s.runbook.delivery.enqueue
  await p.advance(3000)
  expect(posts('P1 · api down')).toHaveLength(1)
  expect(p.slack.ledger.of('conversations.create')).toHaveLength(1)
})

test.each([
  ['drops the connection after it accepted', { kind: 'drop-after' } as const],
  ['accepts after the client gave up', { kind: 'slow', ms: 3400 } as const],
])(
  'a Slack that %s: every message is there once',
  async (_, fault) => {
    const p = await begin(startPitcrew())
    p.slack.faults.plan('chat.postMessage', fault, 3)
    await declare()
    await p.idle(18_000)
    expect(posts('Initial assessment')).toHaveLength(1)
    expect(posts('Diagnostics')).toHaveLength(1)
    expect(posts('P1 · api down')).toHaveLength(1)
  },
  30_000,
)

test('429s are waited for, and a missing scope is said once and stops nothing', async () => {
  const p = await begin(startPitcrew())
  p.slack.faults.plan('conversations.create', { kind: 'rate', retryAfter: 1 }, 2)
  p.slack.faults.plan('conversations.setTopic', { kind: 'error', error: 'missing_scope' }, 9)
  await declare()
  await p.idle(10_000)
  await p.as('U0MAYA').command(channelOf(), '/incident severity P2 less bad')
  await p.idle()
  expect(posts('Slack answered missing_scope to conversations.setTopic')).toHaveLength(1)
  expect(posts('Initial assessment')).toHaveLength(1)
})

test('a channel that cannot be had: the incident is run in the emergency channel, and the declarer is told why', async () => {
  const p = await begin(startPitcrew())
  p.slack.faults.plan('conversations.create', { kind: 'error', error: 'restricted_action' }, 9)
  await declare()
  await p.idle()
  const seen = p
    .as('U0MAYA')
    .sees(home)
    .map(m => m.text)
  expect(seen.some(t => t.includes('because its own channel could not be opened'))).toBe(true)
  expect(seen.some(t => t.includes('Phase 1'))).toBe(true)
})

test('sockets that Slack refreshes again and again lose no click', async () => {
  const p = await begin(startPitcrew())
  await declare()
  await p.idle()
  for (let n = 0; n < 5; n++) {
    await p.as('U0MAYA').command(channelOf(), `/incident note number ${n}`)
    p.slack.sockets.refresh()
    await p.idle()
  }
  expect([0, 1, 2, 3, 4].map(n => posts(`number ${n}`).length)).toEqual([1, 1, 1, 1, 1])
})

test('Redis gone in mid-flight: the person is told, and the bot recovers by itself', async () => {
  const redis = await startRedis()
  const p = await begin(startPitcrew({ redis }))
  await declare()
  await p.idle()
  const channel = channelOf()
  await redis.kill()
  await p.as('U0MAYA').command(channel, '/incident note lost?')
  await expect
    .poll(() => p.as('U0MAYA').sees(channel).at(-1)?.text, { timeout: 8000 })
    .toContain('That did not work')
  const said = p.as('U0MAYA').sees(channel).at(-1)?.text ?? ''
  expect(said).toContain(
    'Pitcrew cannot reach its Redis. Nothing was recorded or sent. Try again in a minute.',
  )
  expect(said).not.toMatch(/Stream|enableOfflineQueue|ECONN|closed/)
  await redis.restart()
  await expect
    .poll(
      async () => {
        await p.as('U0MAYA').command(channel, '/incident status')
        await new Promise(resolve => setTimeout(resolve, 100))
        return p.as('U0MAYA').sees(channel).at(-1)?.text
      },
      { timeout: 10_000, interval: 300 },
    )
    .toContain('Next')
  await p.as('U0MAYA').command(channel, '/incident note found')
  await p.idle()
  expect(posts('Note by Maya Patel: found')).toHaveLength(1)
  await p.stop()
  h = undefined
  await redis.stop()
}, 30_000)
