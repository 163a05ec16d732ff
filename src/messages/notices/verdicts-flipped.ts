import { actions, button, encodeMeta, join, safe } from '../../blocks/index.ts'
import { severities } from '../../incident/model/words.ts'
import { type Incident, isOpen } from '../../incident/state.ts'
import { findingLine } from '../diagnostics.ts'
import { suggestionButtons } from '../suggestion.ts'
import type { Notice, Of } from './index.ts'

const was = { healthy: 'was fine', unhealthy: 'was unwell', unknown: 'could not be told before' } as const

/** A run on the schedule found something other than the one before; in a thread unless it looks worse than people think. */
export function verdictsFlipped(e: Of<'diagnostics.completed'>, i: Incident): Notice {
  const flips = e.data.flips ?? []
  const lines = flips.flatMap(({ key, from }) => {
    const row = e.data.findings.find(f => f.key === key)
    return row === undefined ? [] : [safe`${findingLine(row)} · ${was[from]}`]
  })
  if (lines.length === 0) return undefined
  // A recovery is told as one: it is no reason to lower the severity.
  const failed = flips.filter(f => f.from === 'unhealthy').length
  const { findings } = e.data
  if (failed > 0 && findings.every(f => f.verdict === 'healthy'))
    return {
      text: safe`✅ *All ${findings.length} checks pass* (${failed} failed before). Next: confirm recovery.`,
      ...(isOpen(i)
        ? { blocks: actions([button('open-resolve', 'Check and resolve', encodeMeta({ i: i.id }))]) }
        : {}),
      under: 'diagnostics',
    }
  const proposed = i.assessment?.proposed
  const isNews = proposed !== undefined && proposed !== i.severity
  const isWorse = isNews && severities.indexOf(proposed) < severities.indexOf(i.severity)
  return {
    text: join(
      [
        safe`*Changed since the last look*`,
        ...lines,
        isNews ? safe`*Evidence suggests ${proposed}*` : undefined,
      ],
      '\n',
    ),
    ...(isWorse ? {} : { under: 'diagnostics' }),
    ...(isNews
      ? {
          blocks: actions(
            suggestionButtons(i.id, { proposed, current: i.severity, rules: [], unknown: [], kept: false }),
          ),
        }
      : {}),
  }
}
