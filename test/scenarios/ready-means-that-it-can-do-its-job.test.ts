import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness | undefined
let server: RedisServer | undefined
let admin: Redis | undefined
afterEach(async () => {
  await h?.stop()
  admin?.disconnect()
  await server?.stop()
  h = server = admin = undefined
})

async function begin({ ownRedis = false } = {}) {
  if (ownRedis) server = await startRedis()
  const p = await startPitcrew({ config: { port: 0 }, ...(server === undefined ? {} : { redis: server }) })
  h = p
  admin = new Redis(p.redis.socket)
  const read = async () => {
    const answer = await fetch(`http://127.0.0.1:${p.service.port()}/readyz`)
    return `${answer.status} ${await answer.text()}`
  }
  const becomes = (words: RegExp, timeout = 20_000) =>
    expect.poll(read, { timeout, interval: 100 }).toMatch(words)
  return { p, redis: admin, becomes }
}

test.each([
  {
    trouble: 'full',
    begins: (r: Redis) => r.config('SET', 'maxmemory', '1'),
    ends: (r: Redis) => r.config('SET', 'maxmemory', '0'),
    words: /^503 Pitcrew’s Redis is full\. .*raise maxmemory/,
  },
  {
    trouble: 'without the replicas it wants',
    begins: (r: Redis) => r.config('SET', 'min-replicas-to-write', '1'),
    ends: (r: Redis) => r.config('SET', 'min-replicas-to-write', '0'),
    words: /^503 Pitcrew’s Redis takes no changes, because too few of its replicas/,
  },
  {
    trouble: 'a replica now',
    begins: (r: Redis) => r.replicaof('127.0.0.1', 1),
    ends: (r: Redis) => r.replicaof('NO', 'ONE'),
    words: /^503 Pitcrew’s Redis takes no changes, because it is a replica now/,
  },
])(
  'Redis that is $trouble turns readiness off, and its recovery turns it on',
  async ({ begins, ends, words }) => {
    const { p, redis, becomes } = await begin({ ownRedis: true })
    await becomes(/^200 ready/)
    await begins(redis)
    await becomes(words)
    await p.as('U0MAYA').command('emergency-incidents', '/incident declare P1 calls fail')
    await ends(redis)
    await becomes(/^200 ready/)
    await p.as('U0MAYA').command('emergency-incidents', '/incident declare P1 calls fail')
    await p.idle()
    expect(await p.incidents()).toHaveLength(1)
  },
  30_000,
)

test('posts that Slack refuses for the whole workspace turn readiness and the status red, with what to do', async () => {
  const { p, becomes } = await begin()
  await becomes(/^200 ready/)
  const end = p.slack.faults.begin('chat.postMessage', { kind: 'error', error: 'missing_scope' })
  await p.as('U0MAYA').command('emergency-incidents', '/incident declare P1 calls fail')
  await becomes(/^503 .*missing_scope.*\n$/)
  const [incident] = await p.incidents()
  await p.as('U0MAYA').command('emergency-incidents', `/incident status ${incident?.id}`)
  const seen = () => JSON.stringify(p.as('U0MAYA').sees('emergency-incidents'))
  await expect.poll(seen, { timeout: 20_000 }).toMatch(/Slack failing \(.*missing_scope/)
  end()
  await becomes(/^200 ready/)
  await p.idle()
}, 60_000)

test('posts that a policy refuses in a channel leave readiness on', async () => {
  const { p, becomes } = await begin()
  await becomes(/^200 ready/)
  p.slack.faults.begin('chat.postMessage', { kind: 'error', error: 'restricted_action' })
  await p.as('U0MAYA').command('emergency-incidents', '/incident declare P1 calls fail')
  const refused = () =>
    p.slack.ledger.of('chat.postMessage').filter(c => c.error === 'restricted_action').length
  await expect.poll(refused, { timeout: 20_000 }).toBeGreaterThan(0)
  await becomes(/^200 ready/)
  p.slack.faults.heal()
}, 60_000)

test('people who cannot be looked up turn readiness red, with what to do; the end of the fault turns it green', async () => {
  const { p, becomes } = await begin()
  await becomes(/^200 ready/)
  const end = p.slack.faults.begin('users.info', { kind: 'error', error: 'missing_scope' })
  // Somebody whom no bot has looked up yet: the others may be known since the start.
  p.slack.state.users.set('U0NEW', { id: 'U0NEW', name: 'new', realName: 'New Colleague' })
  p.slack.state.channelNamed('emergency-incidents')?.members.add('U0NEW')
  await p.as('U0NEW').command('emergency-incidents', '/incident declare P2 slow')
  // Look-ups that fail are tried again every fifteen seconds, and twice that is waited for.
  await becomes(/^503 Pitcrew cannot look up everybody: people: .*missing_scope.*manifest\.yml/, 60_000)
  end()
  await becomes(/^200 ready/, 60_000)
  await p.idle()
}, 150_000)
