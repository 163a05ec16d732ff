import type { Client } from 'pg'
import type { Statement } from '../../runbook/ports/database.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { grantFor, requireSight } from './rights.ts'

type Row = Record<string, unknown>
const off = (words: string, cause?: unknown) =>
  new NotSent('no-pg-stat-statements', words, { cause, why: 'off' })

/**
 * What pg_stat_statements has counted. Its view is found by the extension's own schema, and its columns by their names:
 * version 1.8 of the extension, not of the server, renamed `total_time` to `total_exec_time`.
 */
export async function readStatements(
  client: Client,
  { slowerThanMs, top }: { slowerThanMs: number; top: number },
): Promise<Statement[]> {
  const { view, part } = await findView(client)
  const [total, mean, deviation] = ['total', 'mean', 'stddev'].map(w => `${w}_${part}time`)
  try {
    await client.query('SAVEPOINT statements')
    await requireSight(client, view)
    const { rows } = await client.query<Row>(
      `SELECT query AS text, calls, ${total} AS total, ${mean} AS mean, ${deviation} AS deviation
       FROM ${view} WHERE ${total} > $1 ORDER BY ${total} DESC LIMIT $2`,
      [slowerThanMs, top],
    )
    return rows.map(r => ({
      text: String(r.text),
      calls: Number(r.calls),
      totalMs: Number(r.total),
      meanMs: Number(r.mean),
      deviationMs: Number(r.deviation),
    }))
  } catch (error) {
    if (error instanceof NotSent) throw error
    await client.query('ROLLBACK TO SAVEPOINT statements')
    // The only thing that it refuses in this state is to be used without its library.
    if ((error as { code?: string }).code === '55000')
      throw off(
        'the library of pg_stat_statements is not loaded: add it to shared_preload_libraries and restart the database',
        error,
      )
    throw (await grantFor(client, error as Error)) ?? error
  }
}

async function findView(client: Client): Promise<{ view: string; part: string }> {
  const { rows } = await client.query<{ schema: string; renamed: boolean }>(
    `SELECT quote_ident(n.nspname) AS schema, EXISTS (
       SELECT 1 FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = n.oid AND c.relname = 'pg_stat_statements' AND a.attname = 'total_exec_time') AS renamed
     FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`,
  )
  const found = rows[0]
  if (found === undefined) throw off(await howToCreate(client))
  return { view: `${found.schema}.pg_stat_statements`, part: found.renamed ? 'exec_' : '' }
}

/** A restart is advised only where it is known to be needed: who may not read that setting is told both. */
async function howToCreate(client: Client): Promise<string> {
  const { rows } = await client.query<{ loaded: boolean | null }>(
    `SELECT CASE WHEN pg_has_role(current_user, 'pg_read_all_settings', 'USAGE')
       THEN current_setting('shared_preload_libraries') ~ 'pg_stat_statements' END AS loaded`,
  )
  const loaded = rows[0]?.loaded ?? undefined
  const create = 'run CREATE EXTENSION pg_stat_statements in this database'
  if (loaded === true) return `this database does not count statements: ${create}`
  const load = 'add pg_stat_statements to shared_preload_libraries and restart the database'
  return loaded === false
    ? `the database does not count statements: ${load}, then ${create}`
    : `this database does not count statements: ${create} (its library must be in shared_preload_libraries as well)`
}
