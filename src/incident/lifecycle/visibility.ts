import type { Incident } from '../state.ts'

/**
 * Whether somebody may know of an incident outside its own channel. A private incident is known to the person who
 * declared it, and to everybody who holds a role in it, was invited, was told by the escalation policy, or has asked
 * for an action.
 */
export function knowsOf(i: Incident, user: string): boolean {
  if (i.visibility === 'public') return true
  return (
    i.declaredBy === user ||
    i.invite.includes(user) ||
    Object.values(i.roles).includes(user) ||
    Object.values(i.escalations).some(fired => fired.users.includes(user)) ||
    Object.values(i.requests).some(r => r.by === user)
  )
}

/** Whether somebody was asked for an approval: they may answer that, and need know nothing else of the incident. */
export const wasAsked = (i: Incident, user: string): boolean =>
  Object.values(i.requests).some(r => isAsked(r.needs, user))

const isAsked = ({ people, later }: Incident['requests'][string]['needs'], user: string) =>
  people.includes(user) || later?.people.includes(user) === true
