import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { severityEvent, voidedAsks } from '../lifecycle/change-severity.ts'
import type { Severity } from '../model/words.ts'
import { publicWords } from '../outside/status-page.ts'

/** A person takes the proposal that they saw, or stays with what is (§2.2). */
export type AcceptSeverity = { type: 'accept-severity'; severity: Severity }

export function acceptSeverity({ incident, command, policy }: Given<AcceptSeverity>): Decision {
  const { severity } = command
  if (severity !== incident.severity || incident.unsure) {
    const reason = incident.assessment?.proposed === severity ? 'as the evidence suggests' : 'stays as it is'
    return {
      events: [
        ...voidedAsks(incident, 'the severity changed'),
        severityEvent(incident, policy, severity, reason),
        ...publicWords(incident, severity, policy),
      ],
    }
  }
  if (incident.confirmed === severity)
    return refuse(`${severity} is confirmed already.`, 'Choose another severity if the impact has changed.')
  return { events: [event('severity.confirmed', { severity })] }
}
