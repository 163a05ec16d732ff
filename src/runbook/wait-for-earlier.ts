import type { Try } from './effect.ts'
import { TryLater } from './ports/faults.ts'

const behindMs = 300

/** Effects of one name in the order of their causes: an acknowledgement must not overtake its trigger. */
export function waitForEarlier({ incident, effect }: Pick<Try, 'incident' | 'effect'>): void {
  const isBehind = Object.values(incident.pending).some(p => p.name === effect.name && p.seq < effect.seq)
  if (isBehind) throw new TryLater(behindMs, `the ${effect.name} before this one is still under way`)
}
