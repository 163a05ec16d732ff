import type { Policy } from '../policy.ts'

export type Found = { targets: { role: string; user: string }[]; unreached: string[] }

/** Who holds these roles: the playbook's people, and those of a group or a schedule as they were looked up. */
export function findTargets(policy: Policy, roles: string[], members: Record<string, string[]>): Found {
  const targets: Found['targets'] = []
  const unreached: string[] = []
  for (const role of roles) {
    const found = members[role] ?? []
    // Where a schedule says who it is, the people of the playbook are stand-ins who are not told.
    const standBy = policy.roles[role]?.schedule !== undefined && found.length > 0
    const named = (standBy ? [] : (policy.roles[role]?.people ?? [])).flatMap(
      p => policy.people[p]?.slack ?? [],
    )
    const users = [...new Set([...named, ...found])]
    if (users.length === 0) unreached.push(role)
    for (const user of users) if (!targets.some(t => t.user === user)) targets.push({ role, user })
  }
  return { targets, unreached }
}

/** Roles whose people must be looked up first. */
export const groupRoles = (policy: Policy, roles: string[]): string[] =>
  roles.filter(name => {
    const role = policy.roles[name]
    if (role?.group !== undefined || role?.schedule !== undefined) return true
    // People who are given by their address alone are looked up as well.
    return (role?.people ?? []).some(p => policy.people[p]?.slack === undefined)
  })
