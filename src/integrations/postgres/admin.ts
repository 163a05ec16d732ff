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
  of_superuser: boolean
  mine_to_end: boolean
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
             extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS age, pid = pg_backend_pid() AS own,
             coalesce(r.rolsuper, false) AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
               AS of_superuser,
             usesysid IS NULL OR pg_has_role(current_user, usesysid, 'USAGE')
               OR pg_has_role(current_user, 'pg_signal_backend', 'USAGE') AS mine_to_end
           FROM pg_stat_activity LEFT JOIN pg_roles r ON r.oid = usesysid
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
          let terminated = 0
          const refusals: Error[] = []
          // One by one: in one statement, one that may not be ended would leave those after it running.
          for (const backend of backends)
            try {
              const { rows } = await client.query<{ ended: boolean }>(
                `SELECT pg_terminate_backend(a.pid) AS ended
                 FROM pg_stat_activity a JOIN unnest($1::int[], $2::timestamptz[]) AS t(pid, start) ON ${same}`,
                pairs([backend]),
              )
              terminated += rows.filter(r => r.ended).length
            } catch (error) {
              if (!isDenied(error)) throw error
              refusals.push(error)
            }
          // Where none was ended, the refusal is the outcome: nothing was changed.
          if (terminated === 0 && refusals[0] !== undefined) throw refusals[0]
          return { terminated, refused: refusals.length }
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
  if (r.of_superuser) return 'a superuser’s, whom Pitcrew’s role may not end'
  if (/pg_stat_activity/.test(r.text)) return 'somebody looks at the activity'
  if (!r.mine_to_end)
    return `of ${r.usename ?? 'another role'}, whom Pitcrew’s role may not end: GRANT pg_signal_backend`
  return undefined
}

const isDenied = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && error.code === '42501'

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
