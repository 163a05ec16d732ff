import type { Incident } from '../incident/state.ts'
import type { Gesture } from './listen.ts'

const lookEveryMs = 150
const tries = 6

/**
 * What the incident has recorded. A message shows a result a moment before it is in the log, and its button may be
 * pressed in between: the record is waited for, as long as a form can still be opened.
 */
export async function onceRecorded<T>(
  g: Gesture,
  incident: Incident,
  read: (i: Incident) => T | undefined,
): Promise<T | undefined> {
  let now: Incident | undefined = incident
  for (let n = 0; ; n++) {
    const found = now === undefined ? undefined : read(now)
    if (found !== undefined || n === tries) return found
    await new Promise(resolve => setTimeout(resolve, lookEveryMs))
    now = await g.runbook.engine.load(incident.id)
  }
}
