import type { UnknownEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'

/** The timeline as data, with the public names of the events. The same events give the same bytes. */
export function reportJson(i: Incident, events: UnknownEvent[]): string {
  const { id, title, severity, declaredAt, ended } = i
  return `${JSON.stringify({ v: 1, incident: { id, title, severity, declaredAt, ended: ended ?? null }, events }, null, 2)}\n`
}
