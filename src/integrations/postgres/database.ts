import type { Database } from '../../runbook/ports/database.ts'
import { withClient } from './connect.ts'

/** The customer's database, by the read-only role. */
export function createDatabase(url: string): Database {
  return {
    ping: signal =>
      withClient(url, signal, async client => {
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
        return { version: rows[0]?.server_version ?? 'unknown' }
      }),
    countConnections: signal =>
      withClient(url, signal, async client => {
        const { rows } = await client.query<{ state: string; count: string }>(
          "SELECT coalesce(state, 'none') AS state, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 1",
        )
        const { rows: limits } = await client.query<{ max_connections: string }>('SHOW max_connections')
        return {
          byState: Object.fromEntries(rows.map(r => [r.state, Number(r.count)])),
          most: Number(limits[0]?.max_connections ?? 0),
        }
      }),
  }
}
