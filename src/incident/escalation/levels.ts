import type { Severity } from '../model/words.ts'
import { nextWorkingTime } from '../model/working-hours.ts'
import type { EscalationLevel, Policy } from '../policy.ts'
import { type Fired, type Incident, isOpen } from '../state.ts'

/** A level of the matrix as it stands for one incident. `dueAt` is milliseconds since the epoch. */
export type Standing = { key: string; level: EscalationLevel; dueAt: number; fired: Fired | undefined }
export type EscalationTimer = {
  name: 'level-warns' | 'level-due' | 'level-repeats' | 'level-completes'
  at: number
  level: string
}

/** A level is remembered by its severity and its time, so that changing to and fro repeats nothing. */
export function levelKey(incident: Incident, level: Pick<EscalationLevel, 'afterMs'>): string {
  return `${incident.clock.epoch}/${incident.severity}/${level.afterMs / 1000}s`
}

/** The levels of this severity (§ Emergency Escalation Matrix), each with its time; those that no longer apply are left out. */
export function listLevels(incident: Incident, policy: Policy): Standing[] {
  return policy.escalation.levels[incident.severity].flatMap(level => {
    const key = levelKey(incident, level)
    const fired = incident.escalations[key]
    const isAnswered = level.if === 'unacknowledged' && incident.acknowledged !== undefined
    if (fired === undefined && isAnswered) return []
    const planned = Math.max(incident.clock.from + level.afterMs, incident.holds[key]?.until ?? 0)
    const dueAt = level.workingHours
      ? nextWorkingTime(planned, policy.escalation.workingHours, policy.timezone)
      : planned
    return [{ key, level, dueAt, fired }]
  })
}

/** The first to be told, and those who follow where nobody answers, are asked to take it; others to know of it. */
export const asksToTakeIt = (level: EscalationLevel): boolean =>
  level.afterMs === 0 || level.if === 'unacknowledged'

/** What was asked for by hand, by its key: it is asked again as a level is, and has no other time. */
export function listAsked(incident: Incident): [key: string, fired: Fired][] {
  return Object.entries(incident.escalations).filter(([key]) =>
    key.startsWith(`asked/${incident.clock.epoch}/`),
  )
}

/** Whom the matrix tells in working hours only is not told of anything else at night either. */
export function isToldAtNight(policy: Policy, severity: Severity, role: string): boolean {
  const levels = policy.escalation.levels[severity].filter(l => l.roles.includes(role))
  return levels.length === 0 || levels.some(l => !l.workingHours)
}
export function isToldNow(policy: Policy, severity: Severity, role: string, now: number): boolean {
  if (isToldAtNight(policy, severity, role)) return true
  return nextWorkingTime(now, policy.escalation.workingHours, policy.timezone) <= now
}

/** Those who could not be read are told as soon as they are known. */
const completes = (key: string, fired: Fired): EscalationTimer[] =>
  (fired.unread ?? []).length === 0
    ? []
    : [{ name: 'level-completes', at: fired.lastAt + completeAfterMs, level: key }]
/** Slack lets groups be listed some twenty times a minute. */
export const completeAfterMs = 5000

/** A level that nobody answers is asked again, so often as the policy says. */
function repeats({ escalation: { repeat } }: Policy, key: string, fired: Fired): EscalationTimer[] {
  const isDone = fired.answered !== undefined || fired.repeats >= repeat.times || fired.people === 0
  return isDone ? [] : [{ name: 'level-repeats', at: fired.lastAt + repeat.everyMs, level: key }]
}

export function listEscalationTimers(incident: Incident, policy: Policy): EscalationTimer[] {
  if (!isOpen(incident)) return []
  const asked = listAsked(incident).flatMap(([key, fired]) => repeats(policy, key, fired))
  const levels = listLevels(incident, policy).flatMap(({ key, level, dueAt, fired }): EscalationTimer[] => {
    // Nobody has to take again what somebody has taken.
    if (fired !== undefined && asksToTakeIt(level) && incident.acknowledged !== undefined) return []
    if (fired !== undefined) return [...completes(key, fired), ...repeats(policy, key, fired)]
    const due: EscalationTimer = { name: 'level-due', at: dueAt, level: key }
    if (level.warnMs === undefined || incident.warned[key] === dueAt) return [due]
    return [{ name: 'level-warns', at: dueAt - level.warnMs, level: key }, due]
  })
  return [...levels, ...asked]
}
