import { z } from 'zod'
import type { Cache, CacheServer } from '../ports/cache.ts'
import { Ambiguous, NotSent } from '../ports/faults.ts'
import type { ProductionPorts } from '../probe.ts'
import { defineAction } from './define.ts'

const one = z.object({ runId: z.string(), flushes: z.number() })
/** `others`: the further primaries of a cluster. */
const before = z.union([one.extend({ others: z.array(one) }), one])
type Before = z.output<typeof before>
const params = z.strictObject({
  /** What people call it; an approver types it. */
  name: z.string().regex(/^[a-z0-9-]{1,60}$/, 'expected a lower-case name with dashes'),
})
const landsWithinMs = 10_000

/** §4.3: empties the customer's cache, every primary of it. Never the Redis that Pitcrew itself keeps its incidents in. */
export const cacheFlush = defineAction<z.output<typeof params>, Before, { flushes: number }>({
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
    const servers = await cacheOf(ports).inspect(signal)
    const why = await whyNot(p.name, servers, ports)
    if (why !== undefined) return why
    return {
      binds: bindsOf(servers),
      shows: [
        ...servers.map(s => ({
          label: servers.length === 1 ? p.name : `${p.name}, primary ${s.address}`,
          now: `${s.keys} keys, ${s.memory} (version ${s.version})`,
          after: 'no keys',
        })),
        { label: 'Then', now: 'every first question goes to the database until it is warm again' },
      ],
    }
  },
  async execute({ before: b }, { ports, signal }) {
    const own = await ports.ownRedis?.runId()
    if (allOf(b).some(s => s.runId === own))
      throw new NotSent('own-redis', 'this is Pitcrew’s own Redis: never emptied')
    const outcomes = await cacheOf(ports).flush(
      allOf(b).map(s => s.runId),
      signal,
    )
    const failed = outcomes.flatMap(o => (o.state === 'flushed' ? [] : [`${o.address}: ${o.detail}`]))
    if (outcomes.some(o => o.state === 'unknown')) throw new Ambiguous(failed.join('; '))
    // Where some were emptied, that is what happened: the verification names those that were not.
    if (outcomes.every(o => o.state === 'refused')) throw new NotSent('not-flushed', failed.join('; '))
    return { flushes: b.flushes + 1 }
  },
  async verify({ before: b }, _, { ports, signal }) {
    const servers = await cacheOf(ports).inspect(signal)
    const { lost, emptied, full } = compare(b, servers)
    if (lost > 0) return { state: 'failed', detail: 'another server answers now: look at the cache' }
    if (full.length === 0) return { state: 'done', detail: `emptied; ${keysIn(servers)} keys since` }
    const rest = full.map(s => `${s.keys} keys${servers.length === 1 ? '' : ` on ${s.address}`}`).join(', ')
    if (emptied === 0) return { state: 'failed', detail: `it was not emptied: ${rest}` }
    return { state: 'failed', detail: `emptied on ${emptied} of ${servers.length} primaries; still ${rest}` }
  },
  async reconcile({ before: b, at }, { ports, signal, now }) {
    const servers = await cacheOf(ports).inspect(signal)
    const { lost, emptied, full } = compare(b, servers)
    if (lost > 0) return { state: 'cannot-tell', detail: 'another server answers now' }
    // In part is not “not at all”: the verification that follows says which primaries are left.
    if (full.length === 0 || (emptied > 0 && now >= at + landsWithinMs))
      return { state: 'applied', receipt: { flushes: b.flushes + 1 } }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'not emptied, but the call may still arrive' }
    return { state: 'not-applied', detail: `it was not emptied: ${keysIn(servers)} keys` }
  },
  undo: () => undefined,
})

const keysIn = (servers: CacheServer[]) => servers.reduce((sum, s) => sum + s.keys, 0)
const allOf = (b: Before) => [{ runId: b.runId, flushes: b.flushes }, ...('others' in b ? b.others : [])]

/** In one order, whatever order the cluster names its servers in. */
function bindsOf(servers: CacheServer[]): Before {
  const [first, ...others] = servers
    .map(({ runId, flushes }) => ({ runId, flushes }))
    .sort((a, b) => a.runId.localeCompare(b.runId))
  if (first === undefined) throw new NotSent('no-server', 'the cache names no server', { why: 'malformed' })
  return others.length === 0 ? first : { ...first, others }
}

/** `lost`: servers that were previewed, or that are new, without their counterpart. */
function compare(b: Before, servers: CacheServer[]) {
  const was = allOf(b)
  const isKnown = (s: CacheServer) => was.some(w => w.runId === s.runId)
  const full = servers.filter(s => was.some(w => w.runId === s.runId && s.flushes <= w.flushes))
  const known = servers.filter(isKnown)
  const lost = servers.length - known.length + was.filter(w => !servers.some(s => s.runId === w.runId)).length
  return { lost, full, emptied: known.length - full.length }
}

async function whyNot(name: string, servers: CacheServer[], ports: ProductionPorts) {
  const own = await ports.ownRedis?.runId()
  if (servers.some(s => s.runId === own))
    return {
      refused: `${name} is the Redis that Pitcrew keeps its incidents in, so it is never emptied.`,
      next: 'Set CACHE_URL to the customer’s cache.',
    }
  const replica = servers.find(s => s.replicaOf !== undefined)
  if (replica !== undefined)
    return {
      refused: `${name} is a replica, which takes no writes.`,
      next: `Set CACHE_URL to its primary, ${replica.replicaOf}.`,
    }
  const barred = servers.find(s => s.cannotFlush !== undefined)
  if (barred !== undefined)
    return {
      refused: `Pitcrew may not empty ${name}: ${barred.cannotFlush}`,
      next: 'Give the user of CACHE_URL the right to FLUSHALL.',
    }
  return undefined
}

function cacheOf(ports: ProductionPorts): Cache {
  if (ports.cache === undefined)
    throw new NotSent('off', 'the cache is off (CACHE_URL is not set)', { why: 'off' })
  return ports.cache
}
