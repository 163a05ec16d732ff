import type { Client } from 'pg'
import { NotSent } from '../../runbook/ports/faults.ts'

/** Whoever may not see a session gets a row without its state, and this in place of the query. */
export const hidden = "query = '<insufficient privilege>'"

/**
 * Throws where this role sees only its own sessions: a count of what it sees would read as a quiet database.
 * Superusers and members of pg_read_all_stats (which pg_monitor includes) see all of them.
 */
export async function requireSight(client: Client, view: string): Promise<void> {
  const { rows } = await client.query<{ hidden: boolean; role: string }>(
    `SELECT EXISTS (SELECT 1 FROM ${view} WHERE ${hidden}) AS hidden, quote_ident(current_user) AS role`,
  )
  if (rows[0]?.hidden === true)
    throw lacking('does not see what other sessions do', `GRANT pg_monitor TO ${rows[0].role}`)
}

/** A right is missing, and this statement gives it. */
export const lacking = (what: string, grant: string, cause?: unknown): NotSent =>
  new NotSent('42501', `Pitcrew’s role in the database ${what}: ${grant}`, { why: 'denied', cause })

/** The GRANT for PostgreSQL's `permission denied for table x`; undefined where the sentence names nothing to grant. */
export async function grantFor(
  client: Client,
  error: Error & { code?: string },
): Promise<NotSent | undefined> {
  if (error.code !== '42501') return undefined
  const [, kind = '', name = ''] =
    /^permission denied for (table|view|materialized view|sequence|schema|function) (.+)$/.exec(
      error.message,
    ) ?? []
  const right: Record<string, string> = {
    schema: 'USAGE ON SCHEMA',
    function: 'EXECUTE ON FUNCTION',
    sequence: 'SELECT ON SEQUENCE',
  }
  const { rows } = await client.query<{ role: string; name: string }>(
    'SELECT quote_ident(current_user) AS role, quote_ident($1) AS name',
    [name],
  )
  const found = rows[0]
  if (found === undefined || name === '') return undefined
  const grant = `GRANT ${right[kind] ?? 'SELECT ON'} ${found.name} TO ${found.role}`
  return lacking(`may not read ${kind} ${name}`, grant, error)
}
