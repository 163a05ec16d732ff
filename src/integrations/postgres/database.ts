import type { Client, CustomTypesConfig } from 'pg'
import type { Database } from '../../runbook/ports/database.ts'
import { readOnly } from './connect.ts'
import { grantFor, requireSight } from './rights.ts'
import { readStatements } from './statements.ts'

type Row = Record<string, unknown>
const running = `pid, usename AS "user", application_name AS application, left(query, 400) AS text,
  extract(epoch FROM clock_timestamp() - query_start) * 1000 AS age`

function toRunning(r: Row) {
  const words = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    pid: Number(r.pid),
    user: words(r.user),
    application: words(r.application),
    ageMs: Math.round(Number(r.age)),
    text: words(r.text),
  }
}

/** Numbers may be larger than a double holds: nothing is parsed on the way. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig

/** The customer's database, by the read-only role. */
export function createDatabase(url: string): Database {
  return {
    ping: signal =>
      readOnly(url, signal, async client => {
        const { rows } = await client.query<{ version: string; standby: boolean }>(
          "SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby",
        )
        return { version: rows[0]?.version ?? 'unknown', isStandby: rows[0]?.standby ?? false }
      }),
    slowStatements: (limits, signal) => readOnly(url, signal, client => readStatements(client, limits)),
    listRunning: ({ slowerThanMs, top }, signal) =>
      readOnly(url, signal, async client => {
        await requireSight(client, 'pg_stat_activity')
        const { rows } = await client.query<Row>(
          `SELECT ${running} FROM pg_stat_activity
           WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()
             AND clock_timestamp() - query_start > $1 * interval '1 millisecond'
           ORDER BY query_start LIMIT $2`,
          [slowerThanMs, top],
        )
        return rows.map(toRunning)
      }),
    listBlocked: signal =>
      readOnly(url, signal, async client => {
        await requireSight(client, 'pg_stat_activity')
        const { rows } = await client.query<Row>(
          `SELECT ${running}, (
             SELECT json_agg(json_build_object('pid', b.pid, 'application', b.application_name))
             FROM pg_stat_activity b WHERE b.pid = ANY (pg_blocking_pids(a.pid))) AS blockers
           FROM pg_stat_activity a WHERE cardinality(pg_blocking_pids(a.pid)) > 0
           ORDER BY query_start LIMIT 50`,
        )
        return rows.map(r => ({
          ...toRunning(r),
          blockedBy: (r.blockers ?? []) as { pid: number; application: string }[],
        }))
      }),
    read: (sql, { most }, signal) => readOnly(url, signal, client => readRows(client, sql, Math.floor(most))),
    countConnections: signal =>
      readOnly(url, signal, async client => {
        await requireSight(client, 'pg_stat_activity')
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

/** The transaction is read-only whatever the role may do; the extended protocol refuses a second statement. */
async function readRows(client: Client, sql: string, most: number) {
  const question = {
    text: `SELECT * FROM (${sql}\n) AS question LIMIT ${most}`,
    queryMode: 'extended' as const,
    rowMode: 'array' as const,
    types: asText,
  }
  await client.query('SAVEPOINT question')
  try {
    const { fields, rows } = await client.query<(string | null)[]>(question)
    return { columns: fields.map(f => f.name), rows }
  } catch (error) {
    // A failed transaction answers nothing more, and the name of the role is still needed.
    await client.query('ROLLBACK TO SAVEPOINT question')
    throw (await grantFor(client, error as Error)) ?? error
  }
}
