import { Redis } from 'ioredis'
import { startRedis } from '../../sandbox/embedded/redis.ts'
import type { Policy } from '../../src/incident/policy.ts'
import { createKeys } from '../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../src/integrations/redis/store.ts'
import { declareOne } from './open-incidents.ts'

const incidents = 2000

/**
 * Bytes of Redis that an open incident of one event takes: the growth of a server of its own by two thousand,
 * indexes and the memory of their command included. Its place in the schedule is measured by itself.
 */
export async function measureOneEvent(policy: Policy): Promise<number> {
  const server = await startRedis()
  const client = new Redis(server.socket)
  try {
    const keys = createKeys()
    const store = createIncidentStore(client, keys)
    const used = async () => Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1])
    // The server's tables are there, and large enough, before anything is measured.
    for (let n = 0; n < incidents; n++) await declareOne(store, policy, `warm-${n}`)
    const before = await used()
    for (let n = 0; n < incidents; n++) await declareOne(store, policy, `more-${n}`)
    const schedule = Number(await client.memory('USAGE', keys.agenda, 'SAMPLES', 0)) / incidents / 2
    return ((await used()) - before) / incidents - schedule
  } finally {
    client.disconnect()
    await server.stop()
  }
}
