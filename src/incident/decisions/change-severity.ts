import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import type { Severity } from '../words.ts'

export type ChangeSeverity = { type: 'change-severity'; to: Severity; reason: string }

/** Raising and lowering both say why: clocks, approvals and audiences follow the severity. */
export function changeSeverity({ incident, command, policy }: Given<ChangeSeverity>): Decision {
  const { to, reason } = command
  if (to === incident.severity && !incident.unsure)
    return refuse(`This is a ${to} already.`, 'Choose another severity if the impact has changed.')
  const rules = policy.severities[to]
  return {
    events: [
      event('severity.changed', {
        from: incident.severity,
        to,
        reason: reason.trim() || 'not recorded',
        updateEveryMs: rules.updateEveryMs,
        respondWithinMs: rules.respondWithinMs,
      }),
    ],
  }
}
