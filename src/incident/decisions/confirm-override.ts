import { type Decision, type Given, refuse } from '../decision.ts'
import { resolvedEvents } from './resolve.ts'

/** The second person for a resolve without passed checks. */
export type ConfirmOverride = { type: 'confirm-override' }

export function confirmOverride({ incident, command, policy, now }: Given<ConfirmOverride>): Decision {
  const asked = incident.override
  if (asked === undefined)
    return refuse('Nobody asks for this any more.', 'Press Resolve: recovery is checked anew.')
  if (asked.by === command.actor.user)
    return refuse(
      'You asked for it, so somebody else must confirm it.',
      'Nobody else awake? Press Resolve alone (it tells the channel).',
    )
  const over = { override: asked.reason, askedBy: asked.by }
  return { events: resolvedEvents({ incident, policy, now }, asked.reason, command.actor.user, over) }
}
