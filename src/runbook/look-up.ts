import { listLevels } from '../incident/clocks/escalation.ts'
import { groupRoles } from '../incident/reach.ts'
import type { LookUp } from './engine/engine.ts'
import type { Directory } from './ports/directory.ts'

type Log = { warn(fields: object, text: string): void }

/** Asks Slack for the members of groups that are about to be told; a group that cannot be read is said to be unreached. */
export function createLookUp(directory: Directory, log: Log): LookUp {
  return async (incident, policy, now) => {
    const roles = listLevels(incident, policy).flatMap(l => (l.dueAt <= now ? l.level.roles : []))
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
