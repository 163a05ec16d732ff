import { z } from 'zod'
import type { Cache } from '../ports/cache.ts'
import { NotSent } from '../ports/faults.ts'
import type { ProductionPorts } from '../probe.ts'
import { defineAction } from './define.ts'

const before = z.object({ runId: z.string(), flushes: z.number() })
const params = z.strictObject({
  /** What people call it; an approver types it. */
  name: z.string().regex(/^[a-z0-9-]{1,60}$/, 'expected a lower-case name with dashes'),
})
const landsWithinMs = 10_000

/** §4.3: empties the customer's cache. Never the Redis that Pitcrew itself keeps its incidents in. */
export const cacheFlush = defineAction<z.output<typeof params>, z.output<typeof before>, { flushes: number }>(
  {
    kind: 'cache-flush',
    title: 'Empty the cache',
    params,
    before,
    receipt: z.object({ flushes: z.number() }),
    risk: 'irreversible',
    needs: [],
    executeWithinMs: 8000,
    target: p => `cache/${p.name}`,
    check: () => 'the cache has been emptied',
    undoWords: () => 'not possible: what was in it is gone',
    async preview(p, { ports, signal }) {
      const own = await isOurs(ports, signal)
      if (own)
        return {
          refused: `${p.name} is the Redis that Pitcrew keeps its incidents in, so it is never emptied.`,
          next: 'Set CACHE_URL to the customer’s cache.',
        }
      const c = await cacheOf(ports).inspect(signal)
      return {
        binds: { runId: c.runId, flushes: c.flushes },
        shows: [
          { label: p.name, now: `${c.keys} keys, ${c.memory} (version ${c.version})`, after: 'no keys' },
          { label: 'Then', now: 'every first question goes to the database until it is warm again' },
        ],
      }
    },
    async execute({ before: b }, { ports, signal }) {
      if (await isOurs(ports, signal))
        throw new NotSent('own-redis', 'this is Pitcrew’s own Redis: never emptied')
      await cacheOf(ports).flush(signal)
      return { flushes: b.flushes + 1 }
    },
    async verify({ before: b }, _, { ports, signal }) {
      const c = await cacheOf(ports).inspect(signal)
      if (c.runId !== b.runId)
        return { state: 'failed', detail: 'another server answers now: look at the cache' }
      if (c.flushes <= b.flushes) return { state: 'failed', detail: `it was not emptied: ${c.keys} keys` }
      return { state: 'done', detail: `emptied; ${c.keys} keys since` }
    },
    async reconcile({ before: b, at }, { ports, signal, now }) {
      const c = await cacheOf(ports).inspect(signal)
      if (c.runId !== b.runId) return { state: 'cannot-tell', detail: 'another server answers now' }
      if (c.flushes > b.flushes) return { state: 'applied', receipt: { flushes: c.flushes } }
      if (now < at + landsWithinMs)
        return { state: 'cannot-tell', detail: 'not emptied, but the call may still arrive' }
      return { state: 'not-applied', detail: `it was not emptied: ${c.keys} keys` }
    },
    undo: () => undefined,
  },
)

async function isOurs(ports: ProductionPorts, signal: AbortSignal): Promise<boolean> {
  const [theirs, ours] = await Promise.all([cacheOf(ports).runId(signal), ports.ownRedis?.runId()])
  return theirs === ours
}

function cacheOf(ports: ProductionPorts): Cache {
  if (ports.cache === undefined)
    throw new NotSent('off', 'the cache is off (CACHE_URL is not set)', { why: 'off' })
  return ports.cache
}
