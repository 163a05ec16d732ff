import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent, type Triage } from '../events.ts'
import { assess } from '../evidence/assess.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { breachEvents } from './breach.ts'

export type RecordTriage = { type: 'record-triage'; triage: Triage }

/** §1.2: the answers so far; later ones add to and overwrite earlier ones. */
export function recordTriage({ incident, command, policy, now }: Given<RecordTriage>): Decision {
  const { when, customersAffected } = command.triage
  if (when !== undefined && when > now)
    return refuse(
      'An incident cannot have started in the future.',
      'Correct the time under “When did it start?”.',
    )
  if (customersAffected !== undefined && (customersAffected < 0 || !Number.isInteger(customersAffected)))
    return refuse('Customers affected is a whole number, zero or more.', 'Enter a number, or leave it empty.')
  if (Object.values(command.triage).every(v => v === undefined))
    return refuse('Nothing was filled in.', 'Answer one question at least, or press Cancel.')
  const assessed = reassess(incident, policy, command.triage)
  const flagged = breachEvents(incident.triage, command.triage, policy)
  return { events: [event('triage.recorded', command.triage), ...flagged, ...assessed] }
}

/** What people say may ask for another severity than what the probes told (§2.2); said only when it does. */
function reassess(incident: Incident, policy: Policy, answers: Triage): NewEvent[] {
  const { diagnostics, assessment, severity: current } = incident
  if (assessment === undefined || diagnostics === undefined || policy.assessment.rules.length === 0) return []
  const triage = { ...incident.triage, canCall: incident.canCall, ...answers }
  const before = assessment.proposed
  const found = assess(policy.assessment, { findings: diagnostics.findings, triage }, { current, before })
  return found.proposed === before
    ? []
    : [event('severity.assessed', { ...found, after: 'triage' }, 'pitcrew')]
}
