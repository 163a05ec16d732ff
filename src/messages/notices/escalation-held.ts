import { author, date, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function escalationHeld(e: Of<'escalation.held'>, _: Incident): Notice {
  return {
    text: safe`⏸️ The next escalation is held until ${date(e.data.until)} by ${author(e.by)}: ${e.data.reason}`,
  }
}
