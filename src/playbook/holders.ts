import type { Policy } from '../incident/policy.ts'

/** A schedule that only the environment names says nothing to a reader: the people that stand in for it do. */
const isStandIn = ({ schedule = '', people }: { schedule?: string; people: string[] }) =>
  schedule.startsWith('${env:') && people.length > 0

/** Names of those who can be told in Slack; a group and a schedule are asked when the time comes. */
export function holders(p: Policy, role: string): string[] {
  const r = p.roles[role]
  return [
    ...(r?.people ?? []).flatMap(k => (p.people[k]?.slack === undefined ? [] : [p.people[k].name])),
    ...(r?.group === undefined ? [] : [`@${r.group}`]),
    ...(r?.schedule === undefined || isStandIn(r) ? [] : [`whoever is on call by ${r.schedule}`]),
  ]
}

/** Why nobody would be told who holds this role. */
export function whyUnreached(p: Policy, role: string): string | undefined {
  const all = holders(p, role)
  if (all.length === 0) return 'has nobody with a Slack id, no group and no schedule'
  const schedule = p.roles[role]?.schedule
  if (schedule === undefined || all.length > 1 || p.paging !== undefined) return undefined
  return `is on call by ${schedule}, but the playbook has no pager: add “paging”, or people or a group`
}

/** “CEO (Carol Jensen)”. */
export const titleAndHolders = (p: Policy, role: string): string =>
  `${titleOf(p, role)} (${holders(p, role).join(', ') || 'NOBODY'})`

export const titleOf = (p: Policy, role: string): string => p.roles[role]?.title ?? role

/** How many of those who hold these roles a pager can find, by the e-mail that the playbook has of them. */
export function pageable(p: Policy, roles: string[]): 'all' | 'some' | 'none' {
  const known = roles.flatMap(r => p.roles[r]?.people ?? []).filter(k => p.people[k]?.slack !== undefined)
  const found = known.filter(k => p.people[k]?.email !== undefined)
  // Members of a group, and whoever is on call, may or may not be among the playbook's people.
  const isOpen = roles.some(r => p.roles[r]?.group !== undefined || p.roles[r]?.schedule !== undefined)
  if (isOpen || (found.length > 0 && found.length < known.length)) return 'some'
  return found.length === 0 ? 'none' : 'all'
}
