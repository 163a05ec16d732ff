import { author, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** In the thread of the ping: who is on it. */
export function escalationAcknowledged(e: Of<'escalation.acknowledged'>, i: Incident): Notice {
  const thread = i.escalations[e.data.level]?.ts
  return { text: safe`👍 ${author(e.by)} is on it.`, ...(thread === undefined ? {} : { thread }) }
}
