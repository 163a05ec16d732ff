import { effectsOf, outboxDelayMs } from './effects.ts'
import { type Incident, isOpen } from './state.ts'

export type Timer = { name: 'request-expires' | 'request-reminds'; at: number; request: string }

/** Every timer the incident has running, earliest first. Times are milliseconds since the epoch. */
export function listTimers(incident: Incident): Timer[] {
  const waiting = Object.values(incident.requests).filter(r => r.status === 'requested')
  const expiries = waiting.map(r => ({ name: 'request-expires' as const, at: r.expiresAt, request: r.id }))
  const reminders = waiting.flatMap(r =>
    r.needs.later === undefined
      ? []
      : [{ name: 'request-reminds' as const, at: r.needs.later.at, request: r.id }],
  )
  return [...expiries, ...reminders].sort((a, b) => a.at - b.at)
}

export function listDueTimers(incident: Incident, now: number): Timer[] {
  return listTimers(incident).filter(t => t.at <= now)
}

/** When the incident must be looked at again: its score in the agenda; undefined = nothing is owed. */
export function nextAt(incident: Incident, now: number): number | undefined {
  const looks = Object.values(incident.requests)
    .filter(r => r.status === 'accepted' || r.status === 'unknown')
    .flatMap(r => (r.lookAt !== undefined && r.lookAt > now ? [r.lookAt] : []))
  const outbox = effectsOf(incident, now).length > 0 ? [now + outboxDelayMs] : []
  const all = [...listTimers(incident).map(t => t.at), ...looks, ...outbox]
  return all.length === 0 ? undefined : Math.min(...all)
}

/** When the next update is due (§ Severity Levels), while the incident is open. */
export function updateDueAt(incident: Incident): number | undefined {
  if (!isOpen(incident)) return undefined
  return (incident.update?.at ?? incident.declaredAt) + incident.updateEveryMs
}
