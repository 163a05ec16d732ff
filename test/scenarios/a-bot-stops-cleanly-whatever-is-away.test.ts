import { afterEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../sandbox/embedded/redis.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness | undefined
let server: RedisServer | undefined
afterEach(async () => {
  await h?.slack.stop()
  await h?.production.stop()
  await server?.stop()
})

/** Two replicas in the middle of a P1. */
async function begin(): Promise<{ p: Harness; redis: RedisServer }> {
  const redis = await startRedis()
  server = redis
  const p = await startPitcrew({ redis })
  h = p
  await p.as('U0TOM').command('#emergency-incidents', '/incident declare P1 calls fail')
  await p.idle()
  return { p, redis }
}

test.each([
  {
    what: 'Redis is away',
    breaks: ({ redis }: { redis: RedisServer }) => redis.kill(),
    mends: () => undefined,
  },
  {
    what: 'Redis hangs',
    breaks: ({ redis }: { redis: RedisServer }) => process.kill(redis.pid(), 'SIGSTOP'),
    mends: (redis: RedisServer) => process.kill(redis.pid(), 'SIGCONT'),
  },
  {
    what: 'Slack is away',
    breaks: ({ p }: { p: Harness }) => {
      p.slack.faults.outage = true
    },
    mends: () => undefined,
  },
])(
  '$what: a bot that is told to stop does',
  async ({ breaks, mends }) => {
    const { p, redis } = await begin()
    await breaks({ p, redis })
    await p
      .as('U0TOM')
      .command('#emergency-incidents', '/incident note still there')
      .catch(() => undefined)
    const stopped = await Promise.allSettled(p.services.map(s => s.stop()))
    mends(redis)
    expect(stopped.map(s => s.status)).toEqual(['fulfilled', 'fulfilled'])
  },
  15_000,
)
