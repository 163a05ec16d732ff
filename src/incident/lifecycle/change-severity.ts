import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { isRaised, type Severity } from '../model/words.ts'
import { publicWords } from '../outside/status-page.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

export type ChangeSeverity = { type: 'change-severity'; to: Severity; reason: string }

/** Raising and lowering both say why: clocks, approvals and audiences follow the severity. */
export function changeSeverity({ incident, command, policy }: Given<ChangeSeverity>): Decision {
  const { to, reason } = command
  if (to === incident.severity && !incident.unsure)
    return refuse(`This is a ${to} already.`, 'Choose another severity if the impact has changed.')
  return {
    events: [
      ...voidedAsks(incident, 'the severity changed'),
      severityEvent(incident, policy, to, reason),
      ...publicWords(incident, to, policy),
    ],
  }
}

/** A request to end the incident without passed checks is no longer open. */
export function voidedAsks(
  { override, cancelling }: Incident,
  why: string,
  only?: 'override-expires' | 'cancel-expires',
): NewEvent[] {
  return [
    ...(override === undefined || only === 'cancel-expires'
      ? []
      : [event('override.voided', { why, askedBy: override.by }, 'pitcrew')]),
    ...(cancelling === undefined || only === 'override-expires'
      ? []
      : [event('cancel.voided', { why, askedBy: cancelling.by }, 'pitcrew')]),
  ]
}

/** The clocks follow: intervals are copied, so that the state needs no playbook for them. */
export function severityEvent(incident: Incident, policy: Policy, to: Severity, reason: string): NewEvent {
  const { updateEveryMs, respondWithinMs } = policy.severities[to]
  const isPaged =
    incident.paging === undefined &&
    incident.mode === 'live' &&
    policy.paging?.severities.includes(to) === true
  return event('severity.changed', {
    from: incident.severity,
    to,
    reason: reason.trim().slice(0, 500) || 'not recorded',
    updateEveryMs,
    respondWithinMs,
    ...(isPaged ? { paging: true } : {}),
    ...(isRaised(incident.severity, to) && knowsOfIt(incident) ? { raises: true as const } : {}),
  })
}

/** The pager has an open incident of it. */
const knowsOfIt = ({ paging }: Incident) => paging !== undefined && paging !== 'resolved'
