import { listLevels } from '../incident/clocks/escalation.ts'
import type { Policy } from '../incident/policy.ts'
import { groupRoles } from '../incident/reach.ts'
import type { Incident } from '../incident/state.ts'
import { listDueTimers } from '../incident/timers.ts'
import type { LookUp } from './engine/engine.ts'
import type { Directory } from './ports/directory.ts'

/** Roles of which somebody is told by a timer that is due. */
function rolesDue(incident: Incident, policy: Policy, now: number): string[] {
  return listDueTimers(incident, policy, now).flatMap(timer => {
    switch (timer.name) {
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

/** Asks Slack for the members of groups that are about to be told; a group that cannot be read is said to be unreached. */
export function createLookUp(directory: Directory, log: Log): LookUp {
  return async (incident, policy, now) => {
    const roles = rolesDue(incident, policy, now)
    const found = await Promise.all(
      groupRoles(policy, [...new Set(roles)]).map(async role => {
        const users = await directory.holders(role, policy).catch((error: unknown) => {
          log.warn({ err: error, role }, 'the members of a group could not be read')
          return []
        })
        return [role, users] as const
      }),
    )
    return Object.fromEntries(found)
  }
}
