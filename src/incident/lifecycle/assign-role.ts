import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import type { ResponderRole } from '../model/words.ts'

export type AssignRole = { type: 'assign-role'; role: ResponderRole; user: string }

/** Hand-over: the role passes on; the one before is named, so that both know. */
export function assignRole({ incident, command }: Given<AssignRole>): Decision {
  const { role, user } = command
  const from = incident.roles[role]
  if (from === user) return refuse(`<@${user}> is ${role} already.`, 'Choose somebody else to hand over to.')
  return { events: [event('role.assigned', { role, user, ...(from === undefined ? {} : { from }) })] }
}
