import { context, join, modal, safe, section, sections, type View } from '../blocks/index.ts'
import type { EventData } from '../incident/events.ts'

export const callbackId = 'rules'
const mark = { met: '❗', 'not-met': '✅', unknown: '⚠️' } as const

/** Each rule on a line: what it asks, what was found, and the severity that it stands for. */
export function view({ rules, proposed, kept, unknown }: EventData<'severity.assessed'>): View {
  const lines = rules.map(
    r =>
      safe`${mark[r.verdict]} *${r.severity}* if ${r.title} ${r.test.match(/^[≥>]/) ? r.test : `is: ${r.test}`} · found: ${r.input}${r.addition === undefined ? '' : ` · added by us: ${r.addition}`}`,
  )
  const why = kept ? safe` It is held there by what could not be told: ${unknown.join(', ')}.` : safe``
  return modal({
    callbackId,
    title: 'Severity by the rules',
    close: 'Close',
    meta: '{}',
    blocks: [
      section(join([safe`The evidence suggests *${proposed}*.`, why], '')),
      ...sections(lines),
      context(safe`❗ met   ✅ not met   ⚠️ could not tell: that never lowers a severity.`),
    ],
  })
}
