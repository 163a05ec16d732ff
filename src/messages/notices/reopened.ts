import { mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function reopened(e: Of<'incident.reopened'>, i: Incident): Notice {
  return {
    text: safe`↩️ ${i.id} was reopened as ${i.severity} by ${mention(e.by)}: ${e.data.reason}. The clocks run again.`,
  }
}
