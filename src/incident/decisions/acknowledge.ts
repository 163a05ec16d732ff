import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

export type Acknowledge = { type: 'acknowledge' }

/** §1.1: somebody has it. Counted from the declare, or the last reopening. */
export function acknowledge({ incident, command, now }: Given<Acknowledge>): Decision {
  const by = incident.acknowledged?.by
  if (by !== undefined)
    return refuse(
      `<@${by}> has acknowledged this already.`,
      'Press Update or Contain to help with what is next.',
    )
  return {
    events: [
      event('incident.acknowledged', { tookMs: now - incident.clock.from }),
      ...(incident.roles.commander === undefined
        ? [event('role.assigned', { role: 'commander', user: command.actor.user })]
        : []),
    ],
  }
}
