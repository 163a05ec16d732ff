import { StoreFault, type StoreTrouble } from '../../runbook/ports/faults.ts'

/** The first word of a server's refusal. Nothing was written: a script is refused before its first write. */
const refusals: Record<string, StoreTrouble> = {
  OOM: 'full',
  READONLY: 'read-only',
  NOREPLICAS: 'no-replicas',
  MISCONF: 'disk',
  LOADING: 'loading',
  BUSY: 'slow',
  MASTERDOWN: 'read-only',
  NOAUTH: 'refused',
  WRONGPASS: 'refused',
  NOPERM: 'refused',
}
/** What the client says of a connection that is not there. */
const unsent = /Stream isn't writeable|ECONNREFUSED|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/
const timedOut = /Command timed out|ETIMEDOUT/
const lost = /Connection is closed|max retries per request|ECONNRESET|EPIPE|Socket closed|Connection lost/

/**
 * An error of the client or of the server as what is wrong with the store; our own errors pass through. `recent`: why
 * the connection is not there, where that is known.
 */
export function translateStoreError(cause: unknown, recent?: StoreTrouble): unknown {
  if (!(cause instanceof Error) || cause instanceof StoreFault) return cause
  const words = cause.message
  const refused = refusals[/^(?:ERR )?([A-Z]+)/.exec(words)?.[1] ?? '']
  if (refused !== undefined) return new StoreFault(refused, `Redis refuses: ${inShort(words)}`, { cause })
  const { code = '' } = cause as NodeJS.ErrnoException
  const all = `${code} ${words}`
  if (timedOut.test(all))
    return new StoreFault('slow', 'Redis did not answer in time', { cause, mayBeWritten: true })
  if (unsent.test(all)) return new StoreFault(recent ?? 'away', 'Redis cannot be reached', { cause })
  if (lost.test(all))
    return new StoreFault('away', 'the connection to Redis was lost', { cause, mayBeWritten: true })
  if (cause.name === 'ReplyError')
    return new StoreFault('other', `Redis refuses: ${inShort(words)}`, { cause, mayBeWritten: true })
  return cause
}

/** The server's own sentence, without the name of our script behind it. */
const inShort = (words: string) => words.replace(/\s*script: .*$/s, '').slice(0, 200)

/** The same port, whose faults are those of the store. */
export function translateFaults<T extends object>(
  port: T,
  recent: () => StoreTrouble | undefined = () => undefined,
): T {
  const entries = Object.entries(port).map(([name, value]) => {
    if (typeof value !== 'function') return [name, value]
    return [
      name,
      async (...args: unknown[]) => {
        try {
          return await (value as (...a: unknown[]) => unknown)(...args)
        } catch (error) {
          throw translateStoreError(error, recent())
        }
      },
    ]
  })
  return Object.fromEntries(entries) as T
}
