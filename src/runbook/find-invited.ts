import { findTargets } from '../incident/escalation/recipients.ts'
import { attendees } from '../report/index.ts'
import type { Try } from './effect.ts'

/** Whom a review concerns: everybody who has had a part in the incident, who was on call, and who holds these roles. */
export async function findInvited(t: Try, roles: string[]): Promise<string[]> {
  const { runbook, incident, policy } = t
  const events = await runbook.store.readEvents(incident.id)
  const took = attendees(incident, incident.visibility === 'public' ? events : events.filter(isPart), [])
  const held = findTargets(policy, roles, await lookUpMembers(t, roles)).targets.map(x => x.user)
  const all = [...new Set([...took, ...incident.onCall, ...held])]
  if (incident.visibility === 'public') return all
  // An invitation must not be what tells somebody of a private incident.
  const knowing = [...incident.invite, ...Object.values(incident.escalations).flatMap(f => f.users)]
  return all.filter(user => took.includes(user) || knowing.includes(user))
}

/** Whoever only answered a request of a private incident has no part in it. */
const isPart = ({ type }: { type: string }) => type !== 'action.approved' && type !== 'action.rejected'

async function lookUpMembers({ runbook, policy }: Try, roles: string[]): Promise<Record<string, string[]>> {
  const found = await Promise.all(
    roles.map(async role => {
      const users = await runbook.directory.holders(role, policy).catch((error: unknown) => {
        runbook.log.warn({ err: error, role }, 'who holds a role that is invited could not be read')
        return []
      })
      return [role, users] as const
    }),
  )
  return Object.fromEntries(found)
}
