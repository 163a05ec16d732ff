import type { Policy } from '../policy.ts'
import { type Incident, isOpen } from '../state.ts'

export type UpdateTimer = { name: 'update-due'; at: number; dueAt: number }

/** When the next update is due (§ Severity Levels), while the incident is open. */
export function updateDueAt(incident: Incident): number | undefined {
  if (!isOpen(incident)) return undefined
  return Math.max(incident.update?.at ?? 0, incident.clock.from) + incident.updateEveryMs
}

/** The nudge before it is due, then again and again while it is overdue; a snooze moves it, off silences it. */
export function listUpdateTimers(incident: Incident, policy: Policy): UpdateTimer[] {
  const dueAt = updateDueAt(incident)
  const { nudges, nudgedAt, snoozedUntil, off } = incident.cadence
  if (dueAt === undefined || off === true) return []
  const leadMs = Math.min(policy.updates.leadMs, incident.updateEveryMs / 5)
  const planned =
    nudges === 0
      ? dueAt - leadMs
      : Math.max(dueAt, (nudgedAt ?? 0) + incident.updateEveryMs / policy.updates.overduePerInterval)
  return [{ name: 'update-due', at: Math.max(planned, snoozedUntil ?? 0), dueAt }]
}

/** Whose turn it is: the Communications Lead, else the commander, else who is on call, else who declared. */
export function updateOwner(incident: Incident): string {
  const { communications, commander } = incident.roles
  return communications ?? commander ?? incident.onCall[0] ?? incident.declaredBy
}
