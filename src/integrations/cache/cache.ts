import type { Cache, FlushOutcome } from '../../runbook/ports/cache.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { ask } from './ask.ts'
import { translate } from './errors.ts'
import { findServers, inspectServer } from './servers.ts'

/** The customer's cache: a connection a question, and nothing is ever sent twice. */
export function createCache(url: string): Cache {
  return {
    async ping(signal) {
      const answer = await ask(url, signal, c => c.ping())
      if (answer !== 'PONG') throw translate(new Error('Protocol error: no PONG'), false)
    },
    async inspect(signal) {
      const servers = await findServers(url, signal)
      return Promise.all(servers.map(s => inspectServer(s, signal)))
    },
    async flush(runIds, signal) {
      const outcomes: FlushOutcome[] = []
      for (const server of await findServers(url, signal))
        outcomes.push(await flushOne(server, runIds, signal))
      return outcomes
    },
  }
}

/** One that is not among those that were previewed is left alone, whatever its address. */
async function flushOne(url: string, runIds: string[], signal: AbortSignal): Promise<FlushOutcome> {
  const address = url.startsWith('unix:') ? 'the socket' : new URL(url).host
  try {
    await ask(
      url,
      signal,
      async client => {
        const runId = /run_id:(\w+)/.exec(await client.info('server'))?.[1] ?? ''
        if (!runIds.includes(runId))
          throw new NotSent('another-server', `another server answers at ${address}`)
        await client.flushall()
      },
      true,
    )
    return { address, state: 'flushed' }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { address, state: error instanceof NotSent ? 'refused' : 'unknown', detail }
  }
}
