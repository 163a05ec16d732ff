import { type Place, threadOf } from '../incident/surfaces/threads.ts'
import type { Try } from './effect.ts'
import { TryLater } from './ports/faults.ts'

const leastMs = 10
const mostMs = 1000

/**
 * Where a reply goes; it waits for a message that is on its way, so that every try looks in the same thread. The
 * longer that has taken already, the longer until it looks again.
 */
export function findThread(
  { incident, now, cause }: Pick<Try, 'incident' | 'now' | 'cause'>,
  place: Place,
): string | undefined {
  const thread = threadOf(incident, place)
  if (thread !== 'soon') return thread
  const age = now - (cause?.at ?? now)
  const wait = Math.min(mostMs, Math.max(leastMs, Math.floor(age / 16)))
  throw new TryLater(wait, `the message (${place}) that it belongs under is on its way`)
}
