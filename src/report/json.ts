import type { UnknownEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { isStory } from './facts.ts'
import type { Said } from './post-mortem.ts'

/** The timeline as data, with the public names of the events (schema: docs/report.schema.json). The same story gives the same bytes. */
export function reportJson(i: Incident, events: UnknownEvent[], chat: Said[] = []): string {
  const { id, title, severity, declaredAt, ended, actionItems, rca, signedOff } = i
  const incident = {
    id,
    title,
    severity,
    declaredAt,
    ended: ended ?? null,
    rca: rca ?? {},
    actionItems: Object.values(actionItems),
    signedOff: signedOff ?? null,
  }
  const story = events.filter(isStory)
  return `${JSON.stringify({ v: 1, incident, events: story, messages: chat }, null, 2)}\n`
}
