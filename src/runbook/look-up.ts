import { listLevels } from '../incident/escalation/levels.ts'
import { groupRoles } from '../incident/escalation/recipients.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { listDueTimers } from '../incident/timers.ts'
import type { LookUp } from './engine/engine.ts'
import type { Directory } from './ports/directory.ts'

/** Roles of which somebody is told by a timer that is due. */
function rolesDue(incident: Incident, policy: Policy, now: number): string[] {
  return listDueTimers(incident, policy, now).flatMap(timer => {
    switch (timer.name) {
      case 'level-completes':
        return incident.escalations[timer.level]?.unread ?? []
      case 'level-due':
      case 'level-repeats':
        return [
          ...listLevels(incident, policy).flatMap(l => (l.key === timer.level ? l.level.roles : [])),
          ...(incident.escalations[timer.level]?.roles ?? []),
        ]
      case 'update-due':
      case 'action-item-due':
        return policy.updates.raiseTo
      case 'sign-off-reminds':
        return policy.signOff ?? []
      default:
        return []
    }
  })
}

type Log = { warn(fields: object, text: string): void }

/** Asks Slack for the people of roles that are about to be told. Those that cannot be read now are told later. */
export function createLookUp(directory: Directory, log: Log): LookUp {
  return async (incident, policy, now) => {
    const roles = groupRoles(policy, [...new Set(rolesDue(incident, policy, now))])
    const found = await Promise.all(
      roles.map(async role => ({ role, ...(await directory.lookUp(role, policy)) })),
    )
    const failed = found.filter(f => f.fault !== undefined)
    for (const { role, fault } of failed)
      log.warn({ err: fault, role }, 'not everybody who holds a role could be read')
    return {
      members: Object.fromEntries(found.map(f => [f.role, f.users])),
      unread: failed.map(f => f.role),
    }
  }
}
