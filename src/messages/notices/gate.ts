import { join, type Markup, safe } from '../../blocks/index.ts'
import type { GateRow } from '../../incident/events.ts'

const mark = { healthy: '✅', unhealthy: '❌', unknown: '⚠️' } as const
/** One that only warns is no reason to stay. */
const markOf = (r: GateRow) => (r.verdict === 'unhealthy' && r.required === false ? '⚠️' : mark[r.verdict])

/** §5.1: each check, how it was at first and how it is now. */
export function gateTable(rows: GateRow[]): Markup {
  return join(rows.map(gateLine), '\n')
}

function gateLine(r: GateRow): Markup {
  const now = r.verdict === 'unknown' ? `could not tell: ${r.detail}` : r.detail
  const was = r.before === undefined ? undefined : safe`was ${mark[r.before.verdict]} ${r.before.detail}`
  const tries = (r.attempts ?? 1) > 1 ? safe`attempt ${r.attempts ?? 1}` : undefined
  const kind = r.required === false ? safe`only a warning` : undefined
  const more = join([was, tries, kind], ', ')
  return safe`${markOf(r)} ${r.title} · ${now}${more.text === '' ? '' : safe` (${more})`}`
}
