import type { CustomTypesConfig } from 'pg'
import type { Database } from '../../runbook/ports/database.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { withClient } from './connect.ts'

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

/** The view does not exist, or its library was not loaded. */
const notCounted = new Set(['42P01', '55000', '42883'])
const howToEnable = (cause: Error) =>
  new NotSent(
    'no-pg-stat-statements',
    'the database does not count statements: add pg_stat_statements to shared_preload_libraries, restart it, then CREATE EXTENSION pg_stat_statements',
    { cause, why: 'off' },
  )

const statementMs = 4000
/** Numbers may be larger than a double holds: nothing is parsed on the way. */
const asText = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig

/** The customer's database, by the read-only role. */
export function createDatabase(url: string): Database {
  return {
    ping: signal =>
      withClient(url, signal, async client => {
        const { rows } = await client.query<{ server_version: string }>('SHOW server_version')
        return { version: rows[0]?.server_version ?? 'unknown' }
      }),
    slowStatements: ({ slowerThanMs, top }, signal) =>
      withClient(url, signal, async client => {
        const { rows: versions } = await client.query<{ v: string }>(
          "SELECT current_setting('server_version_num') AS v",
        )
        // PostgreSQL 13 counts planning apart, and renamed what the seed of every runbook calls total_time.
        const part = Number(versions[0]?.v ?? 0) >= 130_000 ? 'exec_' : ''
        const [total, mean, deviation] = ['total', 'mean', 'stddev'].map(w => `${w}_${part}time`)
        const { rows } = await client
          .query<Row>(
            `SELECT query AS text, calls, ${total} AS total, ${mean} AS mean, ${deviation} AS deviation
             FROM pg_stat_statements WHERE ${total} > $1 ORDER BY ${total} DESC LIMIT $2`,
            [slowerThanMs, top],
          )
          .catch(error => {
            throw notCounted.has(error.code) ? howToEnable(error) : error
          })
        return rows.map(r => ({
          text: String(r.text),
          calls: Number(r.calls),
          totalMs: Number(r.total),
          meanMs: Number(r.mean),
          deviationMs: Number(r.deviation),
        }))
      }),
    listRunning: ({ slowerThanMs, top }, signal) =>
      withClient(url, signal, async client => {
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
      withClient(url, signal, async client => {
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
    read: (sql, { most }, signal) =>
      withClient(url, signal, async client => {
        // Read-only whatever the role may do; the extended protocol refuses a second statement.
        await client.query('BEGIN TRANSACTION READ ONLY')
        await client.query(`SET LOCAL statement_timeout = ${statementMs}`)
        const question = {
          text: `SELECT * FROM (${sql}\n) AS question LIMIT ${Math.floor(most)}`,
          queryMode: 'extended' as const,
          rowMode: 'array' as const,
          types: asText,
        }
        const { fields, rows } = await client.query<(string | null)[]>(question)
        return { columns: fields.map(f => f.name), rows }
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
