import { author, duration, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Said only of a ping that came late. */
export function escalationPinged(e: Of<'escalation.pinged'>, i: Incident): Notice {
  const thread = i.escalations[e.data.level]?.ts
  return {
    text: safe`⚠️ ${author(e.data.user)} was told ${duration(e.data.lateMs)} late.`,
    ...(thread === undefined ? {} : { thread }),
  }
}
