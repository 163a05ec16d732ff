import { Redis } from 'ioredis'
import { StoreFault, type StoreTrouble } from '../../runbook/ports/faults.ts'
import { translateStoreError } from './errors.ts'

/**
 * After a failover behind a host name an open connection stays at the old primary, which refuses every write: the
 * name is asked again by connecting anew. The first is a replica's refusal, the second what a blocked reader hears.
 */
const isDemoted = (error: Error) => /^(?:READONLY|UNBLOCKED)/.test(error.message)
/** What ioredis does besides connecting anew: leave the command refused, or send it again. */
const refuse = 1
const sendAgain = 2

/** A server that stays demoted is connected to anew so often (ms): each time, commands fail for a moment. */
const anewEveryMs = 2000
/** For so long after a refusal, a connection that is being made anew is explained by it (ms). */
const explainsMs = 3000
const demotions = new WeakMap<Redis, number>()

/** Why the connection is not there at the moment, where that is known. */
export function recentTrouble(redis: Redis): StoreTrouble | undefined {
  const at = demotions.get(redis)
  return at !== undefined && performance.now() - at < explainsMs ? 'read-only' : undefined
}

const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2000)

/**
 * The store's connection fails fast: a click that could not be written is said to the person at once, and
 * nothing stale runs after a reconnect.
 */
export function createStoreClient(url: string, onError: (error: Error) => void): Redis {
  let anewAt = Number.NEGATIVE_INFINITY
  const client = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1000,
    connectTimeout: 3000,
    retryStrategy,
    reconnectOnError(error) {
      if (!isDemoted(error)) return false
      demotions.set(client, performance.now())
      if (performance.now() - anewAt < anewEveryMs) return false
      anewAt = performance.now()
      return refuse
    },
  })
  client.on('error', onError)
  return client
}

/** The first connection, whose fault says what to do. */
export async function connectStore(redis: Redis): Promise<void> {
  // `connect` itself only says that the connection is closed; the event says what closed it.
  let reported: Error | undefined
  const note = (error: Error) => {
    reported = error
  }
  redis.on('error', note)
  try {
    await redis.connect()
    // A server that wants a password accepts the connection, and refuses the first command.
    await redis.ping()
  } catch (error) {
    const cause = translateStoreError(reported ?? error)
    if (!(cause instanceof StoreFault)) throw new Error('Redis cannot be used: see the cause.', { cause })
    const remedy = remedies[cause.trouble] ?? 'Correct REDIS_URL'
    throw new StoreFault(cause.trouble, `${capital(cause.message).replace(/\.$/, '')}. ${remedy}`, { cause })
  } finally {
    redis.off('error', note)
  }
}

const remedies: Partial<Record<StoreTrouble, string>> = {
  away: 'Start it, or correct REDIS_URL',
  slow: 'Is it overloaded, or is REDIS_URL wrong?',
  loading: 'It is reading its file',
  refused: 'Correct the user and the password in REDIS_URL',
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The blocking readers of the queues wait for Redis as long as it takes. */
export function createWaitingClient(url: string, onError: (error: Error) => void): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy,
    reconnectOnError: error => (isDemoted(error) ? sendAgain : false),
  })
  client.on('error', onError)
  return client
}

/** Identity of the server process, so that no action mistakes our own Redis for the customer's. */
export async function readRunId(redis: { info(section: string): Promise<string> }): Promise<string> {
  return /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? ''
}
