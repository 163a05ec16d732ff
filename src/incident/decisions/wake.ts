import type { Decision, Given } from '../decision.ts'
import { event } from '../events.ts'
import { listDueTimers } from '../timers.ts'

/** The clock's command: the intents that have come due. */
export type Wake = { type: 'wake' }

export function wake({ incident, now }: Given<Wake>): Decision {
  return {
    events: listDueTimers(incident, now).flatMap(timer => {
      const r = incident.requests[timer.request]
      if (r === undefined) return []
      const about = { request: r.id, kind: r.kind, target: r.target }
      if (timer.name === 'request-expires') return [event('action.expired', about, 'pitcrew')]
      const people = r.needs.later?.people ?? []
      return [event('action.reminded', { ...about, people }, 'pitcrew')]
    }),
  }
}
