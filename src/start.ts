import type { Logger } from 'pino'
import { Ambiguous, NotSent, RateLimited, StoreFault } from './runbook/ports/faults.ts'

type Startable = { start(): Promise<void> }

const firstWaitMs = 1000
const longestWaitMs = 30_000

/**
 * Starts the bot, and tries again for as long as Redis or Slack is away: a machine that boots before its network
 * needs no hand. Whatever waiting cannot mend (a wrong token, a Redis that may lose data) is thrown.
 * Answers undefined when `signal` ended the wait.
 */
export async function startWhenReachable<T extends Startable>(
  create: () => T,
  log: Pick<Logger, 'warn'>,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    const service = create()
    try {
      await service.start()
      return service
    } catch (error) {
      if (signal.aborted) return undefined
      if (!isAway(error)) throw error
      log.warn({ again: `in ${waitMs / 1000} s` }, (error as Error).message)
    }
    await pause(waitMs, signal)
    if (signal.aborted) return undefined
  }
}

const passing = new Set(['away', 'slow', 'loading'])

/** A fault of the network or of a server that is starting, as opposed to one of the configuration. */
function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isAway)
  if (error instanceof StoreFault) return passing.has(error.trouble)
  if (error instanceof NotSent) return error.retryable
  return error instanceof RateLimited || error instanceof Ambiguous
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
  })
}
