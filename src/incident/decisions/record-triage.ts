import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type Triage } from '../events.ts'

export type RecordTriage = { type: 'record-triage'; triage: Triage }

/** §1.2: the answers so far; later ones add to and overwrite earlier ones. */
export function recordTriage({ command, now }: Given<RecordTriage>): Decision {
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
  return { events: [event('triage.recorded', command.triage)] }
}
