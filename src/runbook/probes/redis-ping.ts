import { z } from 'zod'
import { defineProbe, off } from './define.ts'

/** §2.1: the cache answers PING. */
export const redisPing = defineProbe({
  kind: 'redis-ping',
  params: z.strictObject({}),
  whenSilent: reason => `connection failed: ${reason}`,
  async run(_, { ports, signal }) {
    if (ports.cache === undefined) return off('The cache', 'CACHE_URL')
    await ports.cache.ping(signal)
    return { verdict: 'healthy', detail: 'answers PONG', evidence: { connected: { value: true } } }
  },
})
