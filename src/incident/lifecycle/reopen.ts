import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { isOpen } from '../state.ts'
import { toldOf } from './resolve.ts'

export type Reopen = { type: 'reopen'; reason: string }

/** The clocks start anew. Whoever reopens it and is on call, or had a part in it, has it by that. */
export function reopen({ incident, command }: Given<Reopen>): Decision {
  if (isOpen(incident)) return refuse('This incident is open.', 'Nothing to reopen; see /incident status.')
  const { user } = command.actor
  const has = [...incident.onCall, ...Object.values(incident.roles)].includes(user)
  return {
    events: [
      event('incident.reopened', {
        reason: command.reason.trim() || 'not recorded',
        restarts: true,
        ...toldOf(incident),
      }),
      ...(has ? [event('incident.acknowledged', { tookMs: 0, reopens: true })] : []),
    ],
  }
}
