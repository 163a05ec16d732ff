import { Socket } from 'node:net'
import { Client } from 'pg'
import { translate } from './errors.ts'

const limitMs = 4000

/** A connection for one question: a pool would hide that nobody new gets in. `sent` tells where it failed. */
export async function withClient<T>(
  url: string,
  signal: AbortSignal,
  ask: (client: Client) => Promise<T>,
  onFault: (error: Error, sent: boolean) => Error = error => error,
): Promise<T> {
  const socket = new Socket()
  // pg waits for the server's goodbye even where the server has fallen silent.
  const hangUp = () => void socket.destroy()
  signal.addEventListener('abort', hangUp, { once: true })
  let client: Client | undefined
  let sent = false
  try {
    signal.throwIfAborted()
    client = new Client({
      connectionString: url,
      connectionTimeoutMillis: limitMs,
      query_timeout: limitMs,
      application_name: 'pitcrew',
      stream: () => socket,
    })
    // Errors after the answer has been given up on have nobody to go to.
    client.on('error', () => {})
    await client.connect()
    sent = true
    return await ask(client)
  } catch (error) {
    throw onFault(translate(error as Error, signal.aborted), sent)
  } finally {
    signal.removeEventListener('abort', hangUp)
    void client?.end().catch(() => {})
    socket.destroySoon()
  }
}
