import { date, type Markup, safe } from '../blocks/index.ts'
import { listLevels } from '../incident/clocks/escalation.ts'
import type { Policy } from '../incident/policy.ts'
import { type Incident, isOpen } from '../incident/state.ts'
import { listTimers, type Timer } from '../incident/timers.ts'

/** The level that comes next, if the incident stays open. */
export function nextEscalation(i: Incident, policy: Policy): Markup | undefined {
  if (!isOpen(i)) return undefined
  const next = listLevels(i, policy)
    .filter(l => l.fired === undefined)
    .sort((a, b) => a.dueAt - b.dueAt)[0]
  if (next === undefined) return undefined
  const condition = next.level.if === 'unacknowledged' ? 'unless acknowledged' : 'if still open'
  const held = i.holds[next.key] === undefined ? '' : ' (held once)'
  return safe`${whoIsTold(next.level, policy)} told ${date(next.dueAt)} ${condition}${held}`
}

function whoIsTold(level: { roles: string[]; manual: string[] }, policy: Policy): string {
  const roles = level.roles.map(r => policy.roles[r]?.title ?? r)
  return [...roles, ...level.manual.map(m => `“${policy.manual[m]?.title ?? m}”`)].join(' + ')
}

/** What fires next and when, each on a line, for `/incident status`. */
export function upcoming(i: Incident, policy: Policy): Markup[] {
  return listTimers(i, policy).flatMap(t => line(i, policy, t) ?? [])
}

function line(i: Incident, policy: Policy, t: Timer): Markup | undefined {
  switch (t.name) {
    case 'request-expires':
      return safe`${date(t.at)} “${i.requests[t.request]?.title ?? ''}” expires unless approved`
    case 'request-reminds':
      return safe`${date(t.at)} more approvers are told of “${i.requests[t.request]?.title ?? ''}”`
    case 'level-due': {
      const found = listLevels(i, policy).find(l => l.key === t.level)
      if (found === undefined) return undefined
      const condition = found.level.if === 'unacknowledged' ? 'unless acknowledged' : 'if still open'
      return safe`${date(t.at)} ${whoIsTold(found.level, policy)} told, ${condition}`
    }
    case 'level-repeats':
      return safe`${date(t.at)} told again, unless somebody answers: ${whoIsTold({ roles: i.escalations[t.level]?.roles ?? [], manual: [] }, policy)}`
    case 'update-due':
      return safe`${date(t.at)} reminder of the update due ${date(t.dueAt)}`
    case 'monitoring-due':
      return safe`${date(t.at)} recovery is checked again`
    case 'meeting-reminds':
      return safe`${date(t.at)} reminder of the post-mortem`
    default:
      return undefined
  }
}
