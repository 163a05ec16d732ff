import { levelKey, listLevels } from '../clocks/escalation.ts'
import { updateOwner } from '../clocks/updates.ts'
import type { Decision, Given } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { openManualSteps } from '../items.ts'
import type { Policy } from '../policy.ts'
import { type Found, findTargets } from '../reach.ts'
import type { Incident } from '../state.ts'
import { listDueTimers, type Timer } from '../timers.ts'
import { nextRun } from './diagnose.ts'

/** The clock's command: the intents that have come due. `members` are the people of roles that are groups. */
export type Wake = { type: 'wake'; members?: Record<string, string[]> }

export function wake({ incident, command, policy, now }: Given<Wake>): Decision {
  const due: Due = { incident, policy, now, members: command.members ?? {}, told: new Set() }
  // What is new comes before what is asked again, so that nobody hears of both in one moment.
  const timers = listDueTimers(incident, policy, now)
  const again = timers.filter(t => t.name === 'level-repeats')
  const fresh = timers.filter(t => t.name !== 'level-repeats')
  return { events: [...fresh, ...again].flatMap(timer => intents(due, timer)) }
}

type Due = {
  incident: Incident
  policy: Policy
  now: number
  members: Record<string, string[]>
  /** People told in this round. */
  told: Set<string>
}

function intents(due: Due, timer: Timer): NewEvent[] {
  switch (timer.name) {
    case 'request-expires':
    case 'request-reminds':
      return requestIntents(due, timer)
    case 'level-warns':
      return warning(due, timer.level)
    case 'level-due':
    case 'level-repeats':
      return escalation(due, timer.level)
    case 'update-due':
      return reminder(due, timer.dueAt)
    case 'diagnostics-due': {
      const run = nextRun(due.incident.diagnostics?.run)
      return [event('diagnostics.requested', { run, scheduled: true }, 'pitcrew')]
    }
    case 'action-item-due':
      return actionItem(due, timer.item)
    case 'sign-off-reminds': {
      const role = due.policy.signOff
      if (role === undefined) return []
      const to = findTargets(due.policy, [role], due.members).targets.map(t => t.user)
      return [event('sign-off.reminded', { to }, 'pitcrew')]
    }
    case 'recovery-due':
      return [event('recovery.due', { attempt: (due.incident.gate?.attempt ?? 0) + 1 }, 'pitcrew')]
    case 'monitoring-due': {
      const until = due.incident.followUps?.monitoring?.until ?? due.now
      return [event('monitoring.due', { until }, 'pitcrew')]
    }
    case 'meeting-reminds':
      return [event('meeting.reminded', { at: due.incident.followUps?.meeting?.at ?? due.now }, 'pitcrew')]
  }
}

/** The owner first; whoever leads hears of it when a week has passed. */
function actionItem({ incident, policy, members }: Due, id: string): NewEvent[] {
  const item = incident.actionItems[id]
  if (item === undefined) return []
  const above =
    item.nudgedAt === undefined
      ? []
      : findTargets(policy, policy.updates.raiseTo, members).targets.map(t => t.user)
  const to = [...new Set([item.owner ?? incident.roles.commander ?? item.by, ...above])]
  return [event('action-item.nudged', { item: id, title: item.title, to }, 'pitcrew')]
}

function requestIntents({ incident }: Due, timer: Extract<Timer, { request: string }>): NewEvent[] {
  const r = incident.requests[timer.request]
  if (r === undefined) return []
  const about = { request: r.id, kind: r.kind, target: r.target }
  if (timer.name === 'request-expires') return [event('action.expired', about, 'pitcrew')]
  return [event('action.reminded', { ...about, people: r.needs.later?.people ?? [] }, 'pitcrew')]
}

/** The commander hears of the great before they are told, and may hold it or mend the severity. */
function warning({ incident, policy, now }: Due, key: string): NewEvent[] {
  const standing = listLevels(incident, policy).find(l => l.key === key)
  // Due already (a severity was raised late): there is nothing left to warn of.
  if (standing === undefined || standing.dueAt <= now) return []
  const { dueAt, level } = standing
  const to = incident.roles.commander ?? incident.onCall[0] ?? incident.declaredBy
  return [event('escalation.warned', { level: key, dueAt, to, roles: level.roles }, 'pitcrew')]
}

/** Each person once a level; nobody who was told by hand already, or who has acknowledged. */
function escalation(due: Due, key: string): NewEvent[] {
  const { incident, policy, members } = due
  const standing = listLevels(incident, policy).find(l => l.key === key)
  if (standing === undefined) return []
  const { level, dueAt, fired } = standing
  const found: Found = findTargets(policy, level.roles, members)
  const knowing = new Set(fired === undefined ? askedBefore(incident) : toldLately(due))
  const targets = found.targets.filter(t => !knowing.has(t.user) && t.user !== incident.acknowledged?.by)
  for (const t of targets) due.told.add(t.user)
  const repeat = fired === undefined ? 0 : fired.repeats + 1
  const lastAt = fired === undefined ? dueAt : fired.lastAt + policy.escalation.repeat.everyMs
  const intent = event(
    'escalation.due',
    {
      level: key,
      severity: incident.severity,
      afterMs: level.afterMs,
      dueAt: lastAt,
      reason: level.if === 'unacknowledged' ? 'unanswered' : 'policy',
      repeat,
      targets,
      unreached: found.unreached,
      roles: level.roles,
    },
    'pitcrew',
  )
  const items = fired === undefined ? openManualSteps(incident, policy, level.manual) : []
  return [intent, ...items.map(e => ({ ...e, by: 'pitcrew' }))]
}

/** So much of the interval counts as a moment ago; no half, where levels often meet. */
const lately = 0.4

/** Asking again is no help to those who were told a moment ago. */
function toldLately({ incident, policy, now, told }: Due): string[] {
  const since = now - policy.escalation.repeat.everyMs * lately
  const recent = Object.values(incident.escalations).filter(f => f.lastAt > since)
  return [...told, ...recent.flatMap(f => f.users)]
}

/** Those told by hand under this severity. */
function askedBefore(incident: Incident): string[] {
  const prefix = `asked/${levelKey(incident, { afterMs: 0 }).split('/').slice(0, 2).join('/')}/`
  return Object.entries(incident.escalations)
    .filter(([key]) => key.startsWith(prefix))
    .flatMap(([, f]) => f.users)
}

function reminder({ incident, policy, now }: Due, dueAt: number): NewEvent[] {
  const nudge = incident.cadence.nudges
  const to = updateOwner(incident)
  const above = [
    incident.roles.commander ?? '',
    ...findTargets(policy, policy.updates.raiseTo, {}).targets.map(t => t.user),
  ]
  const raised = nudge < policy.updates.raiseAfter ? [] : above.filter(u => u !== '' && u !== to)
  const replaces = incident.cadence.posts
  const data = { nudge, dueAt, to, raised: [...new Set(raised)], overdue: now > dueAt, replaces }
  return [event('update.reminded', data, 'pitcrew')]
}
