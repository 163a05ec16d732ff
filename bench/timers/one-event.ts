import type { UnknownEvent } from '../../src/incident/events.ts'
import { evolve } from '../../src/incident/evolve.ts'

/** An incident after its first event alone, as it is stored. */
export function stampedOne(bytes: string): { bytes: string; hash: string; snapshot: string } {
  const hash = 'ab'.repeat(32)
  const event = { ...(JSON.parse(bytes) as Omit<UnknownEvent, 'hash'>), hash }
  return { bytes, hash, snapshot: JSON.stringify(evolve(undefined, event)) }
}
