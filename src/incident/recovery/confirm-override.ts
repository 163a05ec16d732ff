import { authoriseConfirmation } from '../authorise.ts'
import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { resolvedEvents } from '../lifecycle/resolve.ts'

/** The second person for a resolve without passed checks. `asked` is the request that was seen. */
export type ConfirmOverride = { type: 'confirm-override'; asked: number }

/** It counts for what was asked for, in time, by somebody with a role of the playbook. */
export function confirmOverride({ incident, command, policy, now }: Given<ConfirmOverride>): Decision {
  const asked = incident.override
  if (asked === undefined || asked.seq !== command.asked || asked.until <= now)
    return refuse('This request to resolve is no longer open.', 'Press Resolve: recovery is checked anew.')
  if (asked.by === command.actor.user)
    return refuse(
      'You asked for it, so somebody else must confirm it.',
      'Nobody else awake? Press Resolve alone (it tells the channel).',
    )
  const refusal = authoriseConfirmation(command.actor, policy)
  if (refusal) return refusal
  const { reason, by: askedBy } = asked
  const ended = resolvedEvents({ incident, policy, now }, reason, command.actor.user, {
    override: reason,
    askedBy,
  })
  return { events: [event('override.confirmed', { reason, askedBy }), ...ended] }
}
