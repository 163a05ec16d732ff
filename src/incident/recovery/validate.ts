import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

/** §5.1: the recovery gate, without resolving. */
export type Validate = { type: 'validate' }

export function validate({ incident }: Given<Validate>): Decision {
  if (incident.gate !== undefined)
    return refuse('Recovery is being checked right now.', 'The outcome is posted here in a moment.')
  return { events: [event('validation.requested', {})] }
}
