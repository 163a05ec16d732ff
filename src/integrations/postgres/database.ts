import { Socket } from 'node:net'
import { Client } from 'pg'
import type { Database } from '../../runbook/ports/database.ts'
import { translate } from './errors.ts'

const limitMs = 4000

/** The customer's database. A connection a ping: a pool would hide that nobody new gets in. */
export function createDatabase(url: string): Database {
  return {
    async ping(signal) {
      const socket = new Socket()
      // pg waits for the server's goodbye even where the server has fallen silent.
      const hangUp = () => void socket.destroy()
      signal.addEventListener('abort', hangUp, { once: true })
      let client: Client | undefined
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
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
        return { version: rows[0]?.server_version ?? 'unknown' }
      } catch (error) {
        throw translate(error as Error, signal.aborted)
      } finally {
        signal.removeEventListener('abort', hangUp)
        void client?.end().catch(() => {})
        socket.destroySoon()
      }
    },
  }
}
