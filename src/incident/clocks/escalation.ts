import type { EscalationLevel, Policy } from '../policy.ts'
import { type Fired, type Incident, isOpen } from '../state.ts'
import { nextWorkingTime } from './working-hours.ts'

/** A level of the matrix as it stands for one incident. `dueAt` is milliseconds since the epoch. */
export type Standing = { key: string; level: EscalationLevel; dueAt: number; fired: Fired | undefined }
export type EscalationTimer = {
  name: 'level-warns' | 'level-due' | 'level-repeats'
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

export function listEscalationTimers(incident: Incident, policy: Policy): EscalationTimer[] {
  if (!isOpen(incident)) return []
  const { repeat } = policy.escalation
  return listLevels(incident, policy).flatMap(({ key, level, dueAt, fired }): EscalationTimer[] => {
    if (fired !== undefined) {
      const isDone = fired.answered !== undefined || fired.repeats >= repeat.times || fired.people === 0
      return isDone ? [] : [{ name: 'level-repeats', at: fired.lastAt + repeat.everyMs, level: key }]
    }
    const due: EscalationTimer = { name: 'level-due', at: dueAt, level: key }
    if (level.warnMs === undefined || incident.warned[key] === dueAt) return [due]
    return [{ name: 'level-warns', at: dueAt - level.warnMs, level: key }, due]
  })
}
