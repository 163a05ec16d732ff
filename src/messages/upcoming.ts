import { date, join, type Markup, mention, safe } from '../blocks/index.ts'
import { type EscalationTimer, listLevels } from '../incident/escalation/levels.ts'
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
  const held = i.holds[next.key] === undefined ? '' : ' (held once)'
  const { roles, manual } = next.level
  const isLong = roles.length > 2
  const told = whatHappens({ roles: isLong ? roles.slice(0, 1) : roles, manual }, policy)
  const more = isLong ? ` and ${roles.length - 1} more` : ''
  return safe`next ${date(next.dueAt)}: ${told}${more}${held}`
}

type Told = { roles: string[]; manual: string[] }

function whatHappens({ roles, manual }: Told, policy: Policy): Markup {
  const told = roles.length === 0 ? undefined : safe`${titles(roles, policy)} told`
  const steps = manual.map(m => `“${policy.manual[m]?.title ?? m}”`).join(' + ')
  return join([told, steps === '' ? undefined : safe`by hand ${steps}`], ', ')
}

const titles = (roles: string[], policy: Policy) => roles.map(r => policy.roles[r]?.title ?? r).join(' + ')

const mostShown = 5
const halfDayMs = 43_200_000

/** What fires next and when, in order, each on a line, for `/incident status`. */
export function upcoming(i: Incident, policy: Policy): Markup[] {
  const all = [
    ...listTimers(i, policy).map(t => ({ at: t.at, words: says(i, policy, t) })),
    ...reportDue(i),
  ].sort((a, b) => a.at - b.at)
  const lines = all.slice(0, mostShown).map(({ at, words }) => {
    const when = date(at, at - i.lastAt > halfDayMs ? '{date_short_pretty} {time}' : '{time}')
    return safe`${when} ${words}`
  })
  const more = all.length - lines.length
  return more <= 0 ? lines : [...lines, safe`… and ${more} more after that`]
}

function reportDue({ followUps }: Incident) {
  const at = followUps?.report?.dueAt
  return at === undefined
    ? []
    : [{ at, words: safe`the preliminary report is asked for, unless it is there` }]
}

function says(i: Incident, policy: Policy, t: Timer): Markup {
  switch (t.name) {
    case 'request-expires':
      return safe`“${i.requests[t.request]?.title ?? ''}” expires unless approved`
    case 'approval-ages':
      return safe`the approval of “${i.requests[t.request]?.title ?? ''}” is too old to run it`
    case 'override-expires':
      return safe`resolving without passed checks can no longer be confirmed`
    case 'cancel-expires':
      return safe`cancelling can no longer be confirmed`
    case 'request-reminds':
      return safe`more approvers are told of “${i.requests[t.request]?.title ?? ''}”`
    case 'level-completes': {
      const roles = i.escalations[t.level]?.unread ?? []
      return safe`Slack is asked again who is ${roles.map(r => policy.roles[r]?.title ?? r).join(', ')}`
    }
    case 'level-warns':
    case 'level-due':
    case 'level-repeats':
      return level(i, policy, t)
    case 'update-due': {
      const isSnoozed = i.cadence.snoozedUntil === t.at
      return safe`reminder of the update due ${date(t.dueAt)}${isSnoozed ? ' (snoozed until then)' : ''}`
    }
    case 'diagnostics-due':
      return safe`the probes run again`
    case 'public-waits':
      return safe`the status page is asked for, unless it says “Resolved”`
    case 'recovery-due':
      return safe`recovery is looked at again (attempt ${(i.gate?.attempt ?? 0) + 1})`
    case 'monitoring-due':
      return safe`recovery is checked again`
    case 'meeting-reminds':
      return safe`reminder of the post-mortem`
    case 'sign-off-reminds':
      return safe`the sign-off of the post-mortem is asked for`
    case 'action-item-due':
      return safe`the action item “${i.actionItems[t.item]?.title ?? ''}” is asked for`
  }
}

function level(i: Incident, policy: Policy, t: EscalationTimer): Markup {
  const found = listLevels(i, policy).find(l => l.key === t.level)
  if (found === undefined) return asked(i, policy, t)
  const what = whatHappens(found.level, policy)
  if (t.name === 'level-repeats')
    return safe`${titles(found.level.roles, policy)} told again, unless somebody answers`
  const leads = i.roles.commander ?? i.onCall[0] ?? i.declaredBy
  if (t.name === 'level-warns') return safe`${mention(leads)} is warned: ${what} ${date(found.dueAt)}`
  return safe`${what}, ${found.level.if === 'unacknowledged' ? 'unless acknowledged' : 'if still open'}`
}

/** Whom somebody has asked for by hand. */
function asked(i: Incident, policy: Policy, t: EscalationTimer): Markup {
  const roles = i.escalations[t.level]?.roles ?? []
  return safe`${titles(roles, policy)} asked again, unless they answer`
}
