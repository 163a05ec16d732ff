import type { Client } from 'pg'
import { z } from 'zod'
import { genesis, type StoredLine } from '../../incident/model/chain.ts'
import type { Archive, ArchivedLine, ArchiveHead } from '../../runbook/ports/archive.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import { openClient } from './connect.ts'
import { translate } from './errors.ts'

const limitMs = 3000
const pageSize = 500
const table = `CREATE TABLE IF NOT EXISTS pitcrew_events (
  incident text, seq integer, type text NOT NULL, at timestamptz NOT NULL, by text NOT NULL,
  hash text NOT NULL, bytes text NOT NULL, PRIMARY KEY (incident, seq))`

/** By the chain's own rules, there: every line has the hash of its bytes, and names the hash before it. */
const heads = `SELECT incident, max(seq) AS seq, (array_agg(hash ORDER BY seq DESC))[1] AS hash,
    bool_or(encode(sha256(convert_to(bytes, 'UTF8')), 'hex') <> hash
      OR strpos(bytes, '"prev":"' || before || '"') = 0) AS torn
  FROM (SELECT incident, seq, hash, bytes,
      lag(hash, 1, '${genesis}') OVER (PARTITION BY incident ORDER BY seq) AS before
    FROM pitcrew_events WHERE incident = ANY ($1) AND seq > 0) AS lines
  GROUP BY incident`
const insert = `WITH given AS (
    SELECT $1 AS incident, * FROM unnest($2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
      AS t(seq, type, at, by, hash, bytes)),
  added AS (INSERT INTO pitcrew_events (incident, seq, type, at, by, hash, bytes)
    SELECT incident, seq, type, at, by, hash, bytes FROM given ON CONFLICT (incident, seq) DO NOTHING)
  SELECT p.seq FROM pitcrew_events p JOIN given g USING (incident, seq)
  WHERE p.hash <> g.hash OR p.bytes <> g.bytes ORDER BY p.seq`

const headRows = z.array(
  z.object({ incident: z.string(), seq: z.number(), hash: z.string(), torn: z.boolean() }),
)
const seqRows = z.array(z.object({ seq: z.number() }))
const lineRows = z.array(z.object({ seq: z.number(), hash: z.string(), bytes: z.string() }))

/** The archive's table in a PostgreSQL, 11 or newer, by a role that may add and read. */
export function createArchive(url: string): Archive {
  return {
    async open(signal) {
      const { client, close } = await openClient(url, signal, limitMs)
      const ask = (text: string, values: unknown[] = []) =>
        inTransaction(client, () => client.query(text, values)).then(
          r => r.rows,
          error => {
            throw explain(error, signal.aborted)
          },
        )
      try {
        await inTransaction(client, () => prepareTable(client)).catch(error => {
          throw explain(error, signal.aborted)
        })
      } catch (error) {
        close()
        throw error
      }
      return {
        async findHeads(incidents) {
          const rows = headRows.parse(await ask(heads, [incidents]))
          return new Map(rows.map(r => [r.incident, toHead(r)]))
        },
        add: async (incident, lines) =>
          seqRows.parse(await ask(insert, [incident, ...columns(lines)])).map(r => r.seq),
        async readLines(incident) {
          const lines: StoredLine[] = []
          for (let after = 0; ; ) {
            const page = lineRows.parse(
              await ask(
                'SELECT seq, hash, bytes FROM pitcrew_events WHERE incident = $1 AND seq > $2 ORDER BY seq LIMIT $3',
                [incident, after, pageSize],
              ),
            )
            lines.push(...page.map(({ hash, bytes }) => ({ hash, bytes })))
            after = page.at(-1)?.seq ?? after
            if (page.length < pageSize) return lines
          }
        },
        close,
      }
    },
  }
}

const toHead = (r: z.infer<typeof headRows>[number]): ArchiveHead => ({
  seq: r.seq,
  hash: r.hash,
  isTorn: r.torn,
})

const columns = (lines: ArchivedLine[]) => [
  lines.map(l => l.seq),
  lines.map(l => l.type),
  lines.map(l => new Date(l.at).toISOString()),
  lines.map(l => l.by),
  lines.map(l => l.hash),
  lines.map(l => l.bytes),
]

/**
 * The server gives up too, since a question that hangs there would be joined by another each minute. The limit ends
 * with the transaction: behind a pool that shares connections, a setting of the session would befall other programs.
 */
async function inTransaction<T>(client: Client, ask: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await client.query(`SET LOCAL statement_timeout = ${limitMs}`)
    const answer = await ask()
    await client.query('COMMIT')
    return answer
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** The other replica was quicker. */
const madeMeanwhile = new Set(['23505', '42P07', '42710'])

async function prepareTable(client: Client) {
  // Asked first: even IF NOT EXISTS wants the right to create.
  const { rows } = await client.query("SELECT to_regclass('pitcrew_events') IS NOT NULL AS there")
  if (z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there === true) return
  await client.query(table).catch(error => {
    if (madeMeanwhile.has(error.code)) return
    if (error.code !== '42501') throw error
    throw new NotSent('no-table', 'the archive has no table yet: run deploy/sql/archive.sql there', {
      cause: error,
      why: 'denied',
    })
  })
}

function explain(error: Error & { code?: string }, isAborted: boolean): NotSent {
  const told = (words: string) => new NotSent(error.code ?? '', words, { cause: error, why: 'denied' })
  switch (error.code) {
    case '42501':
      return told('the role of ARCHIVE_DATABASE_URL may not add and read: run deploy/sql/archive.sql there')
    case '42703':
    case '42804':
    case '42883':
    case '42P10':
      return told(`the table pitcrew_events is not as deploy/sql/archive.sql makes it (${error.code})`)
    case '25006':
      return told('the archive is read-only (25006)')
    case '57014':
      return told('the archive did not answer in time: the server gave up the question (57014)')
    case '53100':
      return told('the disk of the archive is full (53100)')
    default:
      return translate(error, isAborted)
  }
}
