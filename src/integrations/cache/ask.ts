import { Redis } from 'ioredis'
import { Ambiguous } from '../../runbook/ports/faults.ts'
import { translate } from './errors.ts'

const limitMs = 4000

/** A connection for one question, to one server. Nothing is ever sent twice; `changes`: a lost answer leaves it open. */
export async function ask<T>(
  url: string,
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
