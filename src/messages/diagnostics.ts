import {
  actions,
  button,
  encodeMeta,
  type Markup,
  type Message,
  message,
  safe,
  section,
  sections,
} from '../blocks/index.ts'
import type { EventData, FindingRow } from '../incident/events.ts'
import { suggestion, suggestionButtons } from './suggestion.ts'

export type DiagnosticsRow = FindingRow | { key: string; title: string; running: true }

/** So many rows are shown one by one. */
const few = 8
const order = { unhealthy: 0, unknown: 1, healthy: 2 } as const
const mark = { unhealthy: '❌', unknown: '⚠️', healthy: '✅' } as const

/** One message that fills in: plan order while running, worst first when done. */
export function diagnostics(
  rows: DiagnosticsRow[],
  given: {
    done: boolean
    tookMs: number
    incident?: string
    assessed?: EventData<'severity.assessed'>
    /** The incident is over: what is left is to read. */
    over?: boolean
  },
): Message {
  const answered = rows.filter(r => !('running' in r))
  const seconds = (given.tookMs / 1000).toFixed(1)
  const title = given.done
    ? safe`*Diagnostics* · ${answered.length} of ${rows.length} in ${seconds} s`
    : safe`*Diagnostics* · ${answered.length} of ${rows.length} so far …`
  const shown = given.done ? rows.toSorted((a, b) => rank(a) - rank(b)) : rows
  return message(title, [
    section(title),
    ...sections(given.done ? inShort(shown) : shown.map(rowLine)),
    ...(given.done ? [doubt(rows)].flatMap(d => (d === undefined ? [] : [section(d)])) : []),
    ...(given.assessed === undefined ? [] : [section(suggestion(given.assessed))]),
    ...(given.done && given.incident !== undefined
      ? actions([
          ...(given.assessed === undefined || given.over === true
            ? []
            : suggestionButtons(given.incident, given.assessed)),
          ...(rows.length > few
            ? [button('show-findings', 'Show all', encodeMeta({ i: given.incident }))]
            : []),
          ...(given.over === true
            ? []
            : [
                button('diagnose', 'Diagnose again', encodeMeta({ i: given.incident })),
                button('investigate', 'Investigate', encodeMeta({ i: given.incident })),
              ]),
        ])
      : []),
  ])
}

/** It answers, and still takes no writes: that must not vanish among what is well. */
const isStandby = (r: FindingRow) => r.evidence.standby?.value === true

/**
 * Where nothing at all answers, not even what other companies run, the verdicts stay as they are, since nobody can rule
 * it out; but the reader is told what else it may be.
 */
function doubt(rows: DiagnosticsRow[]): Markup | undefined {
  const known = rows.filter(r => 'verdict' in r)
  const silent = known.filter(r => r.verdict === 'unhealthy' && /^(refused|timeout)$/.test(r.why ?? ''))
  if (silent.length < 3 || known.some(r => r.verdict === 'healthy')) return undefined
  return safe`Nothing at all answers Pitcrew. Its own network may be what is down: open one of these addresses from elsewhere.`
}

/** What is well is named in one line: the eye shall fall on what is not. */
function inShort(rows: DiagnosticsRow[]): Markup[] {
  const well = rows.filter(r => 'verdict' in r && r.verdict === 'healthy' && !isStandby(r))
  if (rows.length <= few || well.length < 2) return rows.map(rowLine)
  const others = well.length === rows.length ? '' : ' others'
  const names = well.map(r => r.title).join(', ')
  return [
    ...rows.filter(r => !well.includes(r)).map(rowLine),
    safe`✅ ${well.length}${others} are well: ${names}`,
  ]
}

function rank(row: DiagnosticsRow): number {
  return 'running' in row ? -1 : order[row.verdict]
}

function rowLine(row: DiagnosticsRow): Markup {
  return 'running' in row ? safe`⏳ ${row.title}` : findingLine(row)
}

/** ❌ api /health · 503 in 84 ms. Unknown is never healthy, and says why. */
export function findingLine(f: FindingRow): Markup {
  const words = f.verdict === 'unknown' ? `could not tell: ${f.detail}` : f.detail
  return safe`${mark[f.verdict]} ${f.title} · ${words} (${f.tookMs} ms)`
}
