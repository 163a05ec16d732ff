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
      return [event('action.expired', { request: r.id, kind: r.kind, target: r.target }, 'pitcrew')]
    }),
  }
}
