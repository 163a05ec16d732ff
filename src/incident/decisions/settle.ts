import type { Decision, Given } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Incident } from '../state.ts'

/** The outcome of an effect. Never refused, also after the incident has ended: what happened, happened. */
export type Settle = { type: 'settle'; events: NewEvent[] }

export function settle({ incident, command }: Given<Settle>): Decision {
  return { events: command.events.flatMap(e => [quieten(incident, e), ...followed(incident, e)]) }
}

/** A message that keeps failing to update is said once, not at every change. */
function quieten(incident: Incident, e: NewEvent): NewEvent {
  if (e.type !== 'effect.settled' || e.data.tell === undefined || e.data.name !== 'render-surface') return e
  const failedBefore = Object.entries(incident.surfaces).some(
    ([key, s]) => s.failed === true && e.data.effect.endsWith(`-surface-${key}`),
  )
  if (!failedBefore) return e
  const { tell: _, ...data } = e.data
  return { ...e, data }
}

/** An undo that worked is said of the action it took back. */
function followed(incident: Incident, e: NewEvent): NewEvent[] {
  if (e.type !== 'action.succeeded') return []
  const undoes = incident.requests[incident.requests[e.data.request]?.undoes ?? '']
  if (undoes === undefined) return []
  const { id: request, kind, target } = undoes
  return [event('action.undone', { request, kind, target, undoes: e.data.request }, 'pitcrew')]
}
