import { Redis } from 'ioredis'
import type { Cache } from '../../runbook/ports/cache.ts'
import { NotSent } from '../../runbook/ports/faults.ts'

/** The customer's cache: a connection a question, and nothing is ever sent twice. */
export function createCache(url: string): Cache {
  async function ask<T>(signal: AbortSignal, question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, {
      lazyConnect: true,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      connectTimeout: 4000,
    })
    client.on('error', () => {})
    const abort = () => client.disconnect()
    signal.addEventListener('abort', abort, { once: true })
    try {
      await client.connect()
      return await question(client)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? (error as Error).message.split(' ')[0] ?? 'fault'
      throw new NotSent(code, `the cache could not be reached (${code})`, { cause: error, retryable: true })
    } finally {
      signal.removeEventListener('abort', abort)
      client.disconnect()
    }
  }
  return {
    async ping(signal) {
      const answer = await ask(signal, c => c.ping())
      if (answer !== 'PONG') throw new Error(`the cache answered ${answer} to PING`)
    },
    runId: signal => ask(signal, async c => /run_id:(\w+)/.exec(await c.info('server'))?.[1] ?? ''),
  }
}
