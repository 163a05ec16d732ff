import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import type { Marker } from '../model/words.ts'

export type SetMarker = { type: 'set-marker'; marker: Marker; at?: number }

/** §4.2: one of the six moments; setting it again corrects it, and both stay in the log. */
export function setMarker({ incident, command, now }: Given<SetMarker>): Decision {
  const at = command.at ?? now
  if (at > now)
    return refuse('A moment in the future cannot be marked.', 'Give the time at which it happened.')
  const dayBefore = 7 * 86_400_000
  if (at < incident.declaredAt - dayBefore)
    return refuse('That is more than a week before the incident was declared.', 'Check the date.')
  return { events: [event('marker.set', { marker: command.marker, at })] }
}
