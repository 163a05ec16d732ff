import type { Incident } from '../incident/state.ts'
import { type Place, threadOf } from '../incident/threads.ts'
import { TryLater } from './ports/faults.ts'

const soonMs = 300

/** Where a reply goes; it waits for a message that is on its way, so that every try looks in the same thread. */
export function findThread(incident: Incident, place: Place): string | undefined {
  const thread = threadOf(incident, place)
  if (thread === 'soon')
    throw new TryLater(soonMs, `the message (${place}) that it belongs under is on its way`)
  return thread
}
