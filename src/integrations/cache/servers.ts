import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { CacheServer } from '../../runbook/ports/cache.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { ask } from './ask.ts'
import { translate } from './errors.ts'

const allSlots = 16_384
const node = z.tuple([z.string().nullable(), z.number()]).rest(z.unknown())
const slots = z.array(z.tuple([z.number(), z.number(), node]).rest(z.unknown()))

/**
 * The servers that hold keys: the one that the URL names, or, where that is part of a cluster, the primary of each shard.
 * A shard without a primary is an error: what it holds could not be emptied.
 */
export async function findServers(url: string, signal: AbortSignal): Promise<string[]> {
  const given = await ask(url, signal, async client => {
    const info = await client.info('cluster')
    return /cluster_enabled:1/.test(info) ? slots.parse(await client.call('CLUSTER', 'SLOTS')) : undefined
  })
  if (given === undefined) return [url]
  const covered = given.reduce((sum, [from, to]) => sum + to - from + 1, 0)
  if (covered < allSlots)
    throw new NotSent(
      'CLUSTERDOWN',
      `the cache is a cluster with ${allSlots - covered} slots that nobody serves`,
      {
        why: 'refused',
        brief: 'part of the cluster is down',
      },
    )
  return [...new Set(given.map(([, , [host, port]]) => addressOf(url, host, port)))].sort()
}

/** The same user, password and TLS, at another address; an empty host stands for the one that was asked. */
function addressOf(url: string, host: string | null, port: number): string {
  const asked = new URL(url)
  const to = new URL(asked.protocol === 'unix:' ? 'redis://127.0.0.1' : url)
  if (asked.protocol === 'unix:') to.search = asked.search
  if (host !== null && host !== '' && host !== '?') to.hostname = host.includes(':') ? `[${host}]` : host
  to.port = String(port)
  to.pathname = ''
  return to.toString()
}

/** What one server says of itself. */
export async function inspectServer(url: string, signal: AbortSignal): Promise<CacheServer> {
  const { info, keys, cannot } = await ask(url, signal, async client => {
    const [info, keys] = await Promise.all([client.info('everything'), countKeys(client)])
    return { info, keys, cannot: await whyNotFlush(client) }
  })
  const field = (name: string) => new RegExp(`^${name}:(.*)\\r?$`, 'm').exec(info)?.[1]?.trim()
  const runId = field('run_id')
  if (runId === undefined) throw translate(new Error('Protocol error: no run_id'), false)
  const flushes = ['flushall', 'flushdb']
    .map(name => Number(/calls=(\d+)/.exec(field(`cmdstat_${name}`) ?? '')?.[1] ?? 0))
    .reduce((a, b) => a + b)
  const role = field('role')
  const primary = `${field('master_host') ?? ''}:${field('master_port') ?? ''}`
  return {
    address: url.startsWith('unix:') ? 'the socket' : new URL(url).host,
    runId,
    version: field('redis_version') ?? 'unknown',
    memory: field('used_memory_human') ?? 'unknown',
    keys,
    flushes,
    ...(role === 'slave' ? { replicaOf: primary } : {}),
    ...(cannot === undefined ? {} : { cannotFlush: cannot }),
  }
}

/** Keys of every database that has any. */
async function countKeys(client: Redis): Promise<number> {
  const keyspace = await client.info('keyspace')
  return [...keyspace.matchAll(/keys=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
}

/** Known only where the server lets us ask; otherwise its refusal comes when it is to be done. */
async function whyNotFlush(client: Redis): Promise<string | undefined> {
  const quietly = (question: Promise<unknown>) => question.catch(() => undefined)
  const known = await quietly(client.call('COMMAND', 'INFO', 'FLUSHALL'))
  if (
    Array.isArray(known) &&
    known.length > 0 &&
    known.every(c => c === null || (Array.isArray(c) && c.length === 0))
  )
    return 'this server has no FLUSHALL: the command was renamed or taken away'
  const user = await quietly(client.call('ACL', 'WHOAMI'))
  if (typeof user !== 'string') return undefined
  const may = await quietly(client.call('ACL', 'DRYRUN', user, 'FLUSHALL'))
  return typeof may === 'string' && may !== 'OK' ? may : undefined
}
