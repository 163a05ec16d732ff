import { actions } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { suggestion, suggestionButtons } from '../suggestion.ts'
import type { Notice, Of } from './index.ts'

/** What people answered suggests another severity than before. */
export function severityAssessed(e: Of<'severity.assessed'>, i: Incident): Notice {
  if (e.data.after !== 'triage') return undefined
  return { text: suggestion(e.data), blocks: actions(suggestionButtons(i.id, e.data)) }
}
