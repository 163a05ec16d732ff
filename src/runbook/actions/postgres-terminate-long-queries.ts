import { z } from 'zod'
import { redact } from '../../blocks/index.ts'
import type { Backend, DatabaseAdmin, Query } from '../ports/database.ts'
import { NotSent } from '../ports/faults.ts'
import type { ProductionPorts } from '../probe.ts'
import { defineAction } from './define.ts'

const units = { s: 1000, m: 60_000, h: 3_600_000 } as const
const backend = z.object({ pid: z.number().int().positive(), start: z.string().max(60) })
const params = z.strictObject({
  /** Such as `5m`: active queries that are older. */
  olderThan: z.string().regex(/^[1-9]\d{0,4}[smh]$/, 'expected a duration like 5m'),
  /** Written in when it is asked for: exactly these, and never more. */
  backends: z.array(backend).max(500).optional(),
})
type Params = z.output<typeof params>
const shown = 8
const landsWithinMs = 10_000

/** §4.3: ends the queries that were previewed, as far as they still run; never others. */
export const postgresTerminateLongQueries = defineAction<
  Params,
  { backends: Backend[] },
  { terminated: number; refused: number }
>({
  kind: 'postgres-terminate-long-queries',
  title: 'End long-running queries',
  params,
  before: z.object({ backends: z.array(backend) }),
  receipt: z.object({ terminated: z.number(), refused: z.number().default(0) }),
  risk: 'irreversible',
  needs: [],
  executeWithinMs: 8000,
  target: () => 'postgres/long-queries',
  check: () => 'none of these queries runs any more',
  undoWords: () => 'not possible: their work is rolled back by the database',
  pin: (p, { backends }) => ({ ...p, backends }),
  async preview(p, { ports, signal }) {
    const { queries, spared } = await adminOf(ports).listQueries(msOf(p), signal)
    const mine = p.backends === undefined ? queries : queries.filter(q => p.backends?.some(b => isSame(b, q)))
    const binds = { backends: p.backends ?? queries.map(({ pid, start }) => ({ pid, start })) }
    if (mine.length === 0)
      return { binds, shows: [], nothingToDo: `${none(p, spared.length)}${sparedWords(spared)}` }
    const others = spared.map(q => `pid ${q.pid} (${q.why})`).slice(0, shown)
    return {
      binds,
      brief: mine.length === 1 ? '1 query' : `${mine.length} queries`,
      shows: [
        ...mine.slice(0, shown).map(row),
        ...(mine.length > shown ? [{ label: 'And', now: `${mine.length - shown} more` }] : []),
        ...(others.length === 0 ? [] : [{ label: 'Spared', now: others.join(', ') }]),
      ],
    }
  },
  execute: ({ before: b }, { ports, signal }) => adminOf(ports).terminate(b.backends, signal),
  async verify({ before: b, at }, { terminated, refused }, { ports, signal, now }) {
    const alive = await adminOf(ports).findAlive(b.backends, signal)
    if (alive.length === 0)
      return { state: 'done', detail: `${terminated} ended, none of them runs any more` }
    const progress = `${alive.length} of ${b.backends.length} still run`
    if (now < at + landsWithinMs)
      return { state: 'pending', progress, done: 1 - alive.length / b.backends.length, lookAgainMs: 2000 }
    const barred = refused === 0 ? '' : ` (Pitcrew’s role may not end ${refused} of them)`
    return {
      state: 'failed',
      detail: `${terminated} ended; ${progress}: pid ${alive.map(q => q.pid).join(', ')}${barred}`,
    }
  },
  async reconcile({ before: b, at }, { ports, signal, now }) {
    const alive = await adminOf(ports).findAlive(b.backends, signal)
    if (alive.length < b.backends.length)
      return { state: 'applied', receipt: { terminated: b.backends.length - alive.length, refused: 0 } }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'all still run, but the call may still arrive' }
    return { state: 'not-applied', detail: 'all of them still run' }
  },
  undo: () => undefined,
})

const msOf = (p: Params) => Number(p.olderThan.slice(0, -1)) * units[p.olderThan.at(-1) as keyof typeof units]
const isSame = (a: Backend, b: Backend) => a.pid === b.pid && a.start === b.start

const none = (p: Params, spared: number) =>
  spared === 0
    ? `No query has been active for ${p.olderThan}.`
    : `No query that may be ended has been active for ${p.olderThan}.`
const sparedWords = (spared: (Backend & { why: string })[]) =>
  spared.length === 0
    ? ''
    : ` Spared: ${spared
        .slice(0, shown)
        .map(q => `pid ${q.pid} (${q.why})`)
        .join(', ')}.`

function row(q: Query) {
  const text = redact(q.text.replaceAll(/\s+/g, ' ')).slice(0, 80)
  const who = [q.user, q.application].filter(w => w !== '').join(', ')
  return { label: `pid ${q.pid}`, now: `${who}, ${Math.round(q.ageMs / 1000)} s: ${text}` }
}

function adminOf(ports: ProductionPorts): DatabaseAdmin {
  if (ports.databaseAdmin === undefined)
    throw new NotSent('off', 'ending queries is off (DATABASE_ADMIN_URL is not set)', { why: 'off' })
  return ports.databaseAdmin
}
