import { context, duration, join, type Message, message, safe, section, sections } from '../blocks/index.ts'
import type { SeverityStats, Stats } from '../incident/learning/stats.ts'

/** `/incident stats`: how the incidents of the last days went, a line a severity. */
export function stats(
  { severities, items }: Stats,
  { days, most, unreadable = 0 }: { days: number; most: number; unreadable?: number },
): Message {
  const title = safe`The last ${days} days`
  if (severities.length === 0)
    return message(title, [section(safe`No incident was declared in the last ${days} days.`)])
  return message(title, [
    ...sections([safe`*${title}*`, ...severities.map(line)]),
    context(
      join(
        [
          safe`Action items: ${items.open} open, ${items.overdue} overdue.`,
          safe`Times are medians from the declare. Drills and private incidents are not counted; at most the newest ${most} are read.`,
          unreadable === 0 ? undefined : safe`${unreadable} could not be read.`,
        ],
        ' ',
      ),
    ),
  ])
}

function line(s: SeverityStats) {
  return join(
    [
      safe`*${s.severity}* ${s.declared} declared`,
      s.open === 0 ? undefined : safe`${s.open} open`,
      s.cancelled === 0 ? undefined : safe`${s.cancelled} cancelled`,
      s.acknowledgeMs === undefined
        ? safe`none acknowledged`
        : safe`acknowledged after ${duration(s.acknowledgeMs)}`,
      s.late === 0 ? safe`all in time` : safe`${s.late} of ${s.declared} too late`,
      s.resolveMs === undefined ? undefined : safe`resolved after ${duration(s.resolveMs)}`,
    ],
    ' · ',
  )
}
