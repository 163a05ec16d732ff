import { type Severity, severities } from '../model/words.ts'
import type { Incident } from '../state.ts'

export type SeverityStats = {
  severity: Severity
  declared: number
  open: number
  cancelled: number
  /** Of those acknowledged: the median, in ms; undefined = none was. */
  acknowledgeMs: number | undefined
  /** Not acknowledged within the time of their severity. */
  late: number
  /** From the declare to the end, of those resolved: the median, in ms. */
  resolveMs: number | undefined
}
export type Stats = { severities: SeverityStats[]; items: { open: number; overdue: number } }

/** How incidents declared since `since` went; drills are none, and private ones are nobody's business. */
export function statsOf(all: Incident[], since: number, now: number): Stats {
  const counted = all.filter(i => i.mode === 'live' && i.visibility === 'public' && i.declaredAt >= since)
  const items = counted.flatMap(i => Object.values(i.actionItems)).filter(a => a.done === undefined)
  return {
    severities: severities.flatMap(severity => {
      const some = counted.filter(i => i.severity === severity)
      return some.length === 0 ? [] : [ofSeverity(severity, some, now)]
    }),
    items: { open: items.length, overdue: items.filter(a => (a.dueAt ?? now) < now).length },
  }
}

function ofSeverity(severity: Severity, some: Incident[], now: number): SeverityStats {
  const acknowledged = some.flatMap(i =>
    i.firstAcknowledged === undefined ? [] : [i.firstAcknowledged.at - i.declaredAt],
  )
  const resolved = some.flatMap(i => (i.ended?.how === 'resolved' ? [i.ended.at - i.declaredAt] : []))
  const waited = (i: Incident) => (i.firstAcknowledged?.at ?? i.ended?.at ?? now) - i.declaredAt
  return {
    severity,
    declared: some.length,
    open: some.filter(i => i.ended === undefined).length,
    cancelled: some.filter(i => i.ended?.how === 'cancelled').length,
    acknowledgeMs: median(acknowledged),
    late: some.filter(i => waited(i) > i.respondWithinMs).length,
    resolveMs: median(resolved),
  }
}

/** Of two in the middle the later one: nothing looks better than it was. */
function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
