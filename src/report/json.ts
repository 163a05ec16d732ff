import type { UnknownEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { atOnce, type Breathe, inPieces } from './breathe.ts'
import { isStory } from './facts.ts'
import type { Said } from './post-mortem.ts'

/**
 * The timeline as data, an event a line, with the public names of the events (docs/report.schema.json). The
 * same story gives the same bytes.
 */
export async function reportJson(
  i: Incident,
  events: UnknownEvent[],
  chat: Said[] = [],
  breathe: Breathe = atOnce,
): Promise<string> {
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
  const lines = (part: unknown[]) => part.map(x => `    ${JSON.stringify(x)}`)
  const story = await inPieces(events.filter(isStory), lines, breathe)
  const said = await inPieces(chat, lines, breathe)
  const list = (rows: string[]) => (rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n  ]`)
  return `{
  "v": 1,
  "incident": ${JSON.stringify(incident)},
  "events": ${list(story)},
  "messages": ${list(said)}
}
`
}
