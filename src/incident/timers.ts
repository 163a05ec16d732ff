import { approvedUntil } from './actions/approvals.ts'
import { effectsOf } from './effects.ts'
import { isSettled, settleAfterMs } from './escalation/inline-delivery.ts'
import { completeAfterMs, type EscalationTimer, listEscalationTimers } from './escalation/levels.ts'
import { type EvidenceTimer, listEvidenceTimers } from './evidence/timers.ts'
import { type FollowUpTimer, listFollowUpTimers } from './follow-ups/timers.ts'
import { type ActionItemTimer, listActionItemTimers } from './learning/action-items.ts'
import { listPublicTimers, type PublicTimer } from './outside/public-reminders.ts'
import type { Policy } from './policy.ts'
import type { Incident } from './state.ts'
import { listUpdateTimers, type UpdateTimer } from './updates/cadence.ts'

type RequestTimer = {
  name: 'request-expires' | 'request-reminds' | 'approval-ages'
  at: number
  request: string
}
/** Ending without passed checks waits for a second person only so long. */
type AskedTimer = { name: 'override-expires' | 'cancel-expires'; at: number }
export type Timer =
  | RequestTimer
  | AskedTimer
  | EscalationTimer
  | UpdateTimer
  | FollowUpTimer
  | PublicTimer
  | EvidenceTimer
  | ActionItemTimer

/** Every timer the incident has running, earliest first. Times are milliseconds since the epoch. */
export function listTimers(incident: Incident, policy: Policy): Timer[] {
  return [
    ...requestTimers(incident),
    ...askedTimers(incident),
    ...listEscalationTimers(incident, policy),
    ...listUpdateTimers(incident, policy),
    ...listFollowUpTimers(incident),
    ...listPublicTimers(incident),
    ...listActionItemTimers(incident),
    ...listEvidenceTimers(incident, policy),
  ].sort((a, b) => a.at - b.at)
}

function requestTimers(incident: Incident): RequestTimer[] {
  const waiting = Object.values(incident.requests).filter(r => r.status === 'requested')
  const expiries = waiting.map(r => ({ name: 'request-expires' as const, at: r.expiresAt, request: r.id }))
  const reminders = waiting.flatMap(r =>
    r.needs.later === undefined
      ? []
      : [{ name: 'request-reminds' as const, at: r.needs.later.at, request: r.id }],
  )
  const ages = Object.values(incident.requests)
    .filter(r => r.status === 'approved')
    .map(r => ({ name: 'approval-ages' as const, at: approvedUntil(r), request: r.id }))
  return [...expiries, ...reminders, ...ages]
}

function askedTimers({ override, cancelling }: Incident): AskedTimer[] {
  return [
    ...(override === undefined ? [] : [{ name: 'override-expires' as const, at: override.until }]),
    ...(cancelling === undefined ? [] : [{ name: 'cancel-expires' as const, at: cancelling.until }]),
  ]
}

export function listDueTimers(incident: Incident, policy: Policy, now: number): Timer[] {
  return listTimers(incident, policy).filter(t => t.at <= now)
}

/** How long what is owed may lie before its incident is looked at again: the agenda is the outbox. */
const outboxDelayMs = 2000

const outbox = (incident: Incident, now: number): number[] =>
  effectsOf(incident, now).map(e => (isSettled(e, now) ? now + outboxDelayMs : (e.at ?? now) + settleAfterMs))

/** When the incident must be looked at again: its score in the agenda; undefined = nothing is owed. */
export function nextAt(incident: Incident, policy: Policy, now: number): number | undefined {
  const looks = Object.values(incident.requests)
    .filter(r => r.status === 'accepted' || r.status === 'unknown')
    .flatMap(r => (r.lookAt !== undefined && r.lookAt > now ? [r.lookAt] : []))
  const report = incident.followUps?.report
  const owed = report === undefined || report.dueAt <= now ? [] : [report.dueAt]
  // While people cannot be read, this timer stays due: it is looked at again after a while, not at once.
  const timers = listTimers(incident, policy).map(t =>
    t.name === 'level-completes' ? Math.max(t.at, now + completeAfterMs) : t.at,
  )
  const all = [...timers, ...looks, ...owed, ...outbox(incident, now)]
  return all.length === 0 ? undefined : Math.min(...all)
}
