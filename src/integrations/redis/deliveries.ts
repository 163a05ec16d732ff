import type { Redis } from 'ioredis'
import type { Deliveries } from '../../runbook/ports/deliveries.ts'
import { translateFaults } from './errors.ts'
import type { Keys } from './keys.ts'

/** Far longer than an incident lasts: somebody may ask for the follow-up e-mail again days after the end. */
const keptMs = 90 * 86_400_000
/** References contain no blank, so that the two kinds of members cannot be mistaken for each other. */
const uncertainPrefix = 'uncertain '

/** One set a message: references of people reached, and the requests that did not account for theirs. */
export function createDeliveries(redis: Redis, keys: Keys): Deliveries {
  async function add(key: string, members: string[]): Promise<void> {
    if (members.length === 0) return
    const results = await redis
      .multi()
      .sadd(keys.reached(key), ...members)
      .pexpire(keys.reached(key), keptMs)
      .exec()
    for (const [error] of results ?? []) if (error !== null) throw error
  }
  return translateFaults<Deliveries>({
    async read(key) {
      const members = await redis.smembers(keys.reached(key))
      return {
        reached: members.filter(m => !m.startsWith(uncertainPrefix)).sort(),
        uncertain: members
          .filter(m => m.startsWith(uncertainPrefix))
          .map(m => m.slice(uncertainPrefix.length))
          .sort(),
      }
    },
    begin: (key, request) => add(key, [`${uncertainPrefix}${request}`]),
    add,
    account: async (key, request) =>
      void (await redis.srem(keys.reached(key), `${uncertainPrefix}${request}`)),
  })
}
