import { Client } from 'pg'
import type { Database } from '../../runbook/ports/database.ts'
import { NotSent } from '../../runbook/ports/faults.ts'

const connectTimeoutMs = 4000

/** The customer's database. A connection a ping: a pool would hide that nobody new gets in. */
export function createDatabase(url: string): Database {
  return {
    async ping(signal) {
      const client = new Client({
        connectionString: url,
        connectionTimeoutMillis: connectTimeoutMs,
        query_timeout: connectTimeoutMs,
        application_name: 'pitcrew',
      })
      // Errors after the answer has been given up on have nobody to go to.
      client.on('error', () => {})
      const abort = () => void client.end().catch(() => {})
      signal.addEventListener('abort', abort, { once: true })
      try {
        await client.connect()
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
        return { version: rows[0]?.server_version ?? 'unknown' }
      } catch (error) {
        throw translate(error as Error & { code?: string })
      } finally {
        signal.removeEventListener('abort', abort)
        abort()
      }
    },
  }
}

function translate(error: Error & { code?: string }): Error {
  const code = error.code ?? 'no-answer'
  if (code === '28P01' || code === '28000')
    return new NotSent(code, 'the database refused the user or password', { cause: error })
  return new NotSent(code, `the database could not be reached (${code})`, { cause: error, retryable: true })
}
