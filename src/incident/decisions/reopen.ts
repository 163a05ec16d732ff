import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { isOpen } from '../state.ts'

export type Reopen = { type: 'reopen'; reason: string }

export function reopen({ incident, command }: Given<Reopen>): Decision {
  if (isOpen(incident)) return refuse('This incident is open.', 'Nothing to reopen; see /incident status.')
  return { events: [event('incident.reopened', { reason: command.reason.trim() || 'not recorded' })] }
}
