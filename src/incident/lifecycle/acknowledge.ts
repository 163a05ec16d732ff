import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Incident } from '../state.ts'

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
      ...takeCommand(incident, command.actor.user),
    ],
  }
}

/** Whoever has it leads, unless a person has chosen somebody: one who is on call first may be asleep. */
export function takeCommand({ roles, commanderAssumed }: Incident, user: string): NewEvent[] {
  const isFree = roles.commander === undefined || (commanderAssumed === true && roles.commander !== user)
  return isFree ? [event('role.assigned', { role: 'commander', user })] : []
}
