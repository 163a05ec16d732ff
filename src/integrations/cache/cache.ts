import { Redis } from 'ioredis'
import type { Cache } from '../../runbook/ports/cache.ts'
import { translate } from './errors.ts'

const limitMs = 4000

/** The customer's cache: a connection a question, and nothing is ever sent twice. */
export function createCache(url: string): Cache {
  async function ask<T>(signal: AbortSignal, question: (client: Redis) => Promise<T>): Promise<T> {
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
      return await Promise.race([client.connect().then(() => question(client)), aborted])
    } catch (error) {
      throw translate((reason ?? error) as Error, signal.aborted)
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
    async runId(signal) {
      const id = /run_id:(\w+)/.exec(await ask(signal, c => c.info('server')))?.[1]
      if (id === undefined) throw translate(new Error('Protocol error: no run_id'), false)
      return id
    },
  }
}
