import { Redis } from 'ioredis'
import type { Cache } from '../../runbook/ports/cache.ts'
import { Ambiguous } from '../../runbook/ports/faults.ts'
import { translate } from './errors.ts'

const limitMs = 4000

/** The customer's cache: a connection a question, and nothing is ever sent twice. */
export function createCache(url: string): Cache {
  async function ask<T>(
    signal: AbortSignal,
    question: (client: Redis) => Promise<T>,
    changes = false,
  ): Promise<T> {
    let sent = false
    let reason: unknown
    const client = new Redis(url, {
      lazyConnect: true,
      autoResendUnfulfilledCommands: false,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      // A cache that is loading is asked all the same: its answer says so.
      enableReadyCheck: false,
      disableClientInfo: true,
      connectTimeout: limitMs,
      disconnectTimeout: 100,
    })
    // connect() itself only says that the connection is closed.
    client.on('error', error => {
      reason ??= error
    })
    let hangUp = () => {}
    const aborted = new Promise<never>((_, reject) => {
      hangUp = () => reject(new Error('given up on'))
      signal.addEventListener('abort', hangUp, { once: true })
    })
    try {
      signal.throwIfAborted()
      return await Promise.race([
        client.connect().then(() => {
          sent = true
          return question(client)
        }),
        aborted,
      ])
    } catch (error) {
      const fault = translate((reason ?? error) as Error, signal.aborted)
      // Redis' own refusal changed nothing; a lost answer leaves it open.
      const refused = error instanceof Error && error.name === 'ReplyError'
      throw changes && sent && !refused
        ? new Ambiguous(`${fault.message}; whether it was emptied is not known`, { cause: error })
        : fault
    } finally {
      signal.removeEventListener('abort', hangUp)
      client.disconnect()
    }
  }
  return {
    async ping(signal) {
      const answer = await ask(signal, c => c.ping())
      if (answer !== 'PONG') throw translate(new Error('Protocol error: no PONG'), false)
    },
    async inspect(signal) {
      const [info = '', keys = 0] = await ask(signal, c => Promise.all([c.info('everything'), countKeys(c)]))
      const field = (name: string) => new RegExp(`^${name}:(.*)\\r?$`, 'm').exec(info)?.[1]?.trim()
      const runId = field('run_id')
      if (runId === undefined) throw translate(new Error('Protocol error: no run_id'), false)
      const flushes = ['flushall', 'flushdb']
        .map(name => Number(/calls=(\d+)/.exec(field(`cmdstat_${name}`) ?? '')?.[1] ?? 0))
        .reduce((a, b) => a + b)
      return {
        runId,
        version: field('redis_version') ?? 'unknown',
        memory: field('used_memory_human') ?? 'unknown',
        keys,
        flushes,
      }
    },
    async flush(signal) {
      await ask(signal, c => c.flushall(), true)
    },
    async runId(signal) {
      const id = /run_id:(\w+)/.exec(await ask(signal, c => c.info('server')))?.[1]
      if (id === undefined) throw translate(new Error('Protocol error: no run_id'), false)
      return id
    },
  }
}

/** Keys of every database that has any. */
async function countKeys(client: Redis): Promise<number> {
  const keyspace = await client.info('keyspace')
  return [...keyspace.matchAll(/keys=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
}
