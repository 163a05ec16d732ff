import { tooOld } from './actions/start-action.ts'
import type { Decision, Given } from './decision.ts'
import { isToldNow, listAsked, listLevels } from './escalation/levels.ts'
import { type Found, findTargets } from './escalation/recipients.ts'
import { event, type IncidentEvent, type NewEvent } from './events.ts'
import { nextRun } from './evidence/diagnose.ts'
import { voidedAsks } from './lifecycle/change-severity.ts'
import { openManualSteps } from './manual-steps/items.ts'
import { remindOfThePublic } from './outside/public-reminders.ts'
import type { Policy } from './policy.ts'
import type { Fired, Incident } from './state.ts'
import { listDueTimers, type Timer } from './timers.ts'
import { updateOwner } from './updates/cadence.ts'

/** The clock's command: the intents that have come due. `members` are the people of roles that are groups. */
export type Wake = { type: 'wake'; members?: Record<string, string[]>; unread?: string[] }

export function wake({ incident, command, policy, now }: Given<Wake>): Decision {
  const due: Due = {
    incident,
    policy,
    now,
    members: command.members ?? {},
    unread: command.unread ?? [],
    told: new Set(),
    opened: 0,
  }
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
  /** Roles whose people could not all be read. */
  unread: string[]
  /** People told in this round. */
  told: Set<string>
  /** Steps by hand opened in this round. */
  opened: number
}

function intents(due: Due, timer: Timer): NewEvent[] {
  switch (timer.name) {
    case 'request-expires':
    case 'request-reminds':
    case 'approval-ages':
      return requestIntents(due, timer)
    case 'override-expires':
    case 'cancel-expires':
      return voidedAsks(due.incident, 'nobody confirmed it in time', timer.name)
    case 'level-warns':
      return warning(due, timer.level)
    case 'level-completes':
      return completion(due, timer.level)
    case 'level-due':
    case 'level-repeats':
      return escalation(due, timer.level)
    case 'update-due':
      return reminder(due, timer.dueAt)
    case 'diagnostics-due': {
      const { diagnostics, checkAfter: after } = due.incident
      const data = {
        run: nextRun(diagnostics?.run),
        scheduled: true,
        ...(after === undefined ? {} : { after }),
      }
      return [event('diagnostics.requested', data, 'pitcrew')]
    }
    case 'action-item-due':
      return actionItem(due, timer.item)
    case 'sign-off-reminds': {
      const role = due.policy.signOff
      if (role === undefined) return []
      const to = findTargets(due.policy, [role], due.members).targets.map(t => t.user)
      return [event('sign-off.reminded', { to }, 'pitcrew')]
    }
    case 'public-waits':
      return remindOfThePublic(due.incident)
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
  if (timer.name === 'approval-ages')
    return [event('action.voided', { ...about, why: tooOld(r), was: r.shows, is: [] }, 'pitcrew')]
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
  const steps = level.manual.flatMap(m => policy.manual[m]?.title ?? [])
  const data = { level: key, dueAt, to, roles: level.roles, ...(steps.length === 0 ? {} : { steps }) }
  return [event('escalation.warned', data, 'pitcrew')]
}

/** Each person once a level; nobody who has acknowledged, and nobody twice in one moment. */
function escalation(due: Due, key: string): NewEvent[] {
  const { incident, policy } = due
  const standing = listLevels(incident, policy).find(l => l.key === key)
  if (standing === undefined) return askAgain(due, key)
  const { level, dueAt, fired } = standing
  const intent = tell(due, fired === undefined ? askedBefore(due) : toldLately(due), {
    level: key,
    afterMs: level.afterMs,
    dueAt: fired === undefined ? dueAt : repeatAt(policy, fired),
    reason: level.if === 'unacknowledged' ? 'unanswered' : 'policy',
    repeat: fired === undefined ? 0 : fired.repeats + 1,
    roles: level.roles,
  })
  const how = { asks: true as const, before: due.opened }
  const items = fired === undefined ? openManualSteps(incident, policy, level.manual, how) : []
  due.opened += items.length
  return [intent, ...items.map(e => ({ ...e, by: 'pitcrew' }))]
}

/** The people of roles that could not be read when the level was due; nothing while nobody new is known. */
function completion(due: Due, key: string): NewEvent[] {
  const { incident } = due
  const fired = incident.escalations[key]
  const standing = listLevels(incident, due.policy).find(l => l.key === key)
  if (fired?.unread === undefined || standing === undefined) return []
  const roles = fired.unread
  const isStillUnread = roles.every(r => due.unread.includes(r))
  const intent = tell(due, [...due.told, ...fired.users], {
    level: key,
    afterMs: standing.level.afterMs,
    dueAt: standing.dueAt,
    reason: standing.level.if === 'unacknowledged' ? 'unanswered' : 'policy',
    repeat: fired.repeats,
    roles,
    completes: true,
  })
  return isStillUnread && intent.type === 'escalation.due' && intent.data.targets.length === 0 ? [] : [intent]
}

/** Whom somebody has asked for by hand, and who has not answered. */
function askAgain(due: Due, key: string): NewEvent[] {
  const { incident, policy } = due
  const fired = incident.escalations[key]
  if (fired === undefined) return []
  const intent = tell(due, toldLately(due), {
    level: key,
    afterMs: fired.at - incident.clock.from,
    dueAt: repeatAt(policy, fired),
    reason: 'asked',
    repeat: fired.repeats + 1,
    roles: fired.roles,
    ...(fired.asked === undefined ? {} : { words: fired.asked.words, askedBy: fired.asked.by }),
  })
  return [intent]
}

type Told = Pick<
  Cause,
  'level' | 'afterMs' | 'dueAt' | 'reason' | 'repeat' | 'roles' | 'words' | 'askedBy' | 'completes'
>
type Cause = Extract<IncidentEvent, { type: 'escalation.due' }>['data']

function tell(due: Due, knowing: string[], told: Told): NewEvent {
  const { incident, policy, members } = due
  const found: Found = findTargets(policy, told.roles, members)
  const without = new Set([...knowing, incident.acknowledged?.by])
  const targets = found.targets.filter(t => !without.has(t.user))
  for (const t of targets) due.told.add(t.user)
  const { severity } = incident
  const unread = told.roles.filter(r => due.unread.includes(r))
  const unreached = found.unreached.filter(r => !unread.includes(r))
  const data = { ...told, severity, targets, unreached, ...(unread.length === 0 ? {} : { unread }) }
  return event('escalation.due', data, 'pitcrew')
}

const repeatAt = (policy: Policy, fired: Fired) => fired.lastAt + policy.escalation.repeat.everyMs

/** So much of the interval counts as a moment ago; no half, where levels often meet. */
const lately = 0.4
const isRecent = ({ policy, now }: Due, fired: Fired) =>
  fired.lastAt > now - policy.escalation.repeat.everyMs * lately

/** Asking again is no help to those who were told a moment ago. */
function toldLately(due: Due): string[] {
  const recent = Object.values(due.incident.escalations).filter(f => isRecent(due, f))
  return [...due.told, ...recent.flatMap(f => f.users)]
}

/** A level need not tell those who were told in this moment, or asked by hand a moment ago, or have answered that. */
function askedBefore(due: Due): string[] {
  const asked = listAsked(due.incident)
    .map(([, fired]) => fired)
    .filter(f => f.answered !== undefined || isRecent(due, f))
  return [...due.told, ...asked.flatMap(f => f.users)]
}

function reminder({ incident, policy, members, now }: Due, dueAt: number): NewEvent[] {
  const nudge = incident.cadence.nudges
  const to = updateOwner(incident)
  const roles = policy.updates.raiseTo.filter(r => isToldNow(policy, incident.severity, r, now))
  const above = [
    incident.roles.commander ?? '',
    ...findTargets(policy, roles, members).targets.map(t => t.user),
  ]
  const raised = nudge < policy.updates.raiseAfter ? [] : above.filter(u => u !== '' && u !== to)
  const replaces = incident.cadence.posts
  const data = { nudge, dueAt, to, raised: [...new Set(raised)], overdue: now > dueAt, replaces }
  return [event('update.reminded', data, 'pitcrew')]
}
