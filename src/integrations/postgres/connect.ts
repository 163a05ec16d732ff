import { Socket } from 'node:net'
import { Client } from 'pg'
import { translate } from './errors.ts'

const limitMs = 4000
/** A little less than the client waits: the server then says that it gave up, and the transaction can be ended. */
const statementMs = 3500

/** A connection that ends when `signal` fires, and whose every question ends in time. */
export async function openClient(
  url: string,
  signal: AbortSignal,
  withinMs: number,
): Promise<{ client: Client; close(): void }> {
  const socket = new Socket()
  // pg waits for the server's goodbye even where the server has fallen silent.
  const hangUp = () => void socket.destroy()
  signal.addEventListener('abort', hangUp, { once: true })
  let client: Client | undefined
  const close = () => {
    signal.removeEventListener('abort', hangUp)
    void client?.end().catch(() => {})
    socket.destroySoon()
  }
  try {
    signal.throwIfAborted()
    client = new Client({
      connectionString: url,
      connectionTimeoutMillis: withinMs,
      query_timeout: withinMs,
      application_name: 'pitcrew',
      stream: () => socket,
    })
    // Errors after the answer has been given up on have nobody to go to.
    client.on('error', () => {})
    await client.connect()
    return { client, close }
  } catch (error) {
    close()
    throw translate(error as Error, signal.aborted, secretsOf(client))
  }
}

/** A connection for one question: a pool would hide that nobody new gets in. `sent` tells where it failed. */
export async function withClient<T>(
  url: string,
  signal: AbortSignal,
  ask: (client: Client) => Promise<T>,
  onFault: (error: Error, sent: boolean) => Error = error => error,
): Promise<T> {
  let open: Awaited<ReturnType<typeof openClient>> | undefined
  try {
    open = await openClient(url, signal, limitMs)
    return await ask(open.client)
  } catch (error) {
    throw onFault(translate(error as Error, signal.aborted, secretsOf(open?.client)), open !== undefined)
  } finally {
    open?.close()
  }
}

/**
 * One question in a transaction that cannot write, and that is always ended. All settings are `LOCAL`: behind a pooler
 * the connection goes to another application afterwards.
 */
export function readOnly<T>(
  url: string,
  signal: AbortSignal,
  ask: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(url, signal, async client => {
    await client.query('BEGIN TRANSACTION READ ONLY')
    try {
      await client.query(`SET LOCAL statement_timeout = ${statementMs}`)
      // A table whose rows are partly hidden from this role is an error then, instead of one with fewer rows.
      await client.query('SET LOCAL row_security = off')
      return await ask(client)
    } finally {
      await client.query('ROLLBACK').catch(() => {})
    }
  })
}

const secretsOf = (client: Client | undefined): string[] =>
  [client?.user, client?.password, client?.host].filter(s => typeof s === 'string')
