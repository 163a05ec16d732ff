import { event, type NewEvent, type Triage } from '../events.ts'
import type { Policy } from '../policy.ts'

/** Those who handle security hear of a breach that somebody suspects, and that it was taken back; each once. */
export function breachEvents(before: Triage, answers: Triage, policy: Policy): NewEvent[] {
  const { breach: suspected } = answers
  if (suspected === undefined || suspected === (before.breach ?? false)) return []
  const watchers = policy.channels.security
  return [event('security.flagged', { suspected, ...(watchers === undefined ? {} : { watchers }) })]
}
