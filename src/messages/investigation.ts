import {
  actions,
  button,
  context,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  message,
  safe,
  section,
} from '../blocks/index.ts'
import type { EventData } from '../incident/events.ts'

type Part = EventData<'investigation.collected'>['parts'][number]
type Row = Part | { part: string; title: string; running: true }

/** §4.1: one message that fills in; a part that failed says why and stops nothing. */
export function investigation(
  rows: Row[],
  { done, tookMs, incident }: { done: boolean; tookMs: number; incident: string },
): Message {
  const answered = rows.filter(r => !('running' in r)).length
  const title = done
    ? safe`*Investigation* · ${answered} of ${rows.length} parts in ${(tookMs / 1000).toFixed(1)} s`
    : safe`*Investigation* · ${answered} of ${rows.length} parts so far …`
  return message(title, [
    section(title),
    ...rows.map(r => section(partLines(r))),
    ...(done
      ? [
          context(safe`Pictures and full lists follow as files. Secrets and card numbers are hidden.`),
          ...actions([button('investigate', 'Investigate again', encodeMeta({ i: incident }))]),
        ]
      : []),
  ])
}

/** One part, also where it is asked for alone. */
export function partLines(row: Row): Markup {
  if ('running' in row) return safe`⏳ *${row.title}*`
  if (row.failed !== undefined) return safe`⚠️ *${row.title}* · could not tell: ${row.failed}`
  return join([safe`*${row.title}*`, ...row.lines.map(l => withMoments(l))], '\n')
}

/** `⟦ms⟧` in a line is a moment, shown in the reader's zone. */
function withMoments(line: string): Markup {
  const parts = line.split(/⟦(\d{1,15})⟧/)
  return join(
    parts.map((p, n) => (n % 2 === 1 ? date(Number(p)) : safe`${p}`)),
    '',
  )
}
