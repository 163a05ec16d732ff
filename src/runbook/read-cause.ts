import { type EventType, type IncidentEvent, isKnown } from '../incident/events.ts'
import type { Try } from './effect.ts'

export type Cause<T extends EventType> = Extract<IncidentEvent, { type: T }>

/** The event that caused this effect; undefined where it is of another kind, so that nothing is to be said. */
export async function readCause<T extends EventType>(
  { runbook, incident, effect, cause: atHand }: Pick<Try, 'runbook' | 'incident' | 'effect' | 'cause'>,
  type: T,
): Promise<Extract<IncidentEvent, { type: T }> | undefined> {
  const cause = atHand?.seq === effect.seq ? atHand : await runbook.store.readEvent(incident.id, effect.seq)
  if (cause === undefined || !isKnown(cause) || cause.type !== type) return undefined
  return cause as Extract<IncidentEvent, { type: T }>
}
