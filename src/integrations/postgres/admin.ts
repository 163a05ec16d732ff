import type { Client } from 'pg'
import type { Backend, DatabaseAdmin, Query } from '../../runbook/ports/database.ts'
import { Ambiguous, NotSent } from '../../runbook/ports/faults.ts'
import { withClient } from './connect.ts'

type Row = {
  pid: number
  start: string
  usename: string | null
  application_name: string | null
  age: number
  text: string
  backend_type: string
  own: boolean
}
/** Only plain clients: replication, autovacuum and the like are never ended, and nor are we. */
const same = `a.pid = t.pid AND a.backend_start = t.start AND a.backend_type = 'client backend'
  AND a.pid <> pg_backend_pid() AND a.application_name IS DISTINCT FROM 'pitcrew'`

/** Ends queries of the customer's database. Nothing is ever sent twice. */
export function createDatabaseAdmin(url: string): DatabaseAdmin {
  const pairs = (backends: Backend[]) => [backends.map(b => b.pid), backends.map(b => b.start)]
  return {
    listQueries: (olderThanMs, signal) =>
      withClient(url, signal, async client => {
        const { rows } = await client.query<Row>(
          `SELECT pid, backend_start::text AS start, usename, application_name, left(query, 200) AS text, backend_type,
             extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS age, pid = pg_backend_pid() AS own
           FROM pg_stat_activity
           WHERE state = 'active' AND query_start < clock_timestamp() - make_interval(secs => $1)
           ORDER BY query_start`,
          [olderThanMs / 1000],
        )
        const found = rows.map(row => ({ ...toQuery(row), why: whySpared(row) }))
        return {
          queries: found.filter(q => q.why === undefined).map(({ why: _, ...q }) => q),
          spared: found.flatMap(({ why, ...q }) => (why === undefined ? [] : [{ ...q, why }])),
        }
      }),
    terminate: (backends, signal) =>
      withClient(
        url,
        signal,
        async client => {
          const { rows } = await client.query<{ ended: boolean }>(
            `SELECT pg_terminate_backend(a.pid) AS ended
             FROM pg_stat_activity a JOIN unnest($1::int[], $2::timestamptz[]) AS t(pid, start) ON ${same}`,
            pairs(backends),
          )
          return { terminated: rows.filter(r => r.ended).length }
        },
        whileEnding,
      ),
    findAlive: (backends, signal) =>
      withClient(url, signal, (client: Client) =>
        client
          .query<Backend>(
            `SELECT a.pid, a.backend_start::text AS start
             FROM pg_stat_activity a JOIN unnest($1::int[], $2::timestamptz[]) AS t(pid, start) ON ${same}`,
            pairs(backends),
          )
          .then(r => r.rows),
      ),
  }
}

function toQuery(r: Row): Query {
  return {
    pid: r.pid,
    start: r.start,
    user: r.usename ?? '',
    application: r.application_name ?? '',
    ageMs: Math.round(r.age),
    text: r.text,
  }
}

function whySpared(r: Row): string | undefined {
  if (r.own || r.application_name === 'pitcrew') return 'Pitcrew’s own'
  if (r.backend_type !== 'client backend') return r.backend_type
  if (/pg_stat_activity/.test(r.text)) return 'somebody looks at the activity'
  return undefined
}

/** PostgreSQL's own refusal ended nothing; a lost connection leaves it open. */
function whileEnding(error: Error, sent: boolean): Error {
  const { cause } = error
  const refused = cause instanceof Error && 'severity' in cause
  if (refused && 'code' in cause && cause.code === '42501')
    return new NotSent(
      '42501',
      'the role of DATABASE_ADMIN_URL may not end queries: GRANT pg_signal_backend',
      { cause },
    )
  return !sent || refused
    ? error
    : new Ambiguous(`${error.message}; whether queries were ended is not known`, { cause })
}
