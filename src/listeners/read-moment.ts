import { lastTimeOfDay } from '../incident/model/time-of-day.ts'
import { readSpan } from './read-span.ts'

/** What can be typed, for people; the zone is the playbook's. */
export const momentForms = (timezone: string) =>
  `15m ago, 2 hours ago, at 14:32 (${timezone}), at 14:32 UTC; without a time it is now`

/** A moment that has been, in milliseconds; anything that is none → undefined. */
export function readMoment(typed: string, given: { now: number; timezone: string }): number | undefined {
  const text = typed.trim().toLowerCase()
  if (text === '' || text === 'now' || text === 'just now') return given.now
  const span = /^(.*\S)\s+ago$/.exec(text)?.[1]
  if (span !== undefined) {
    const ms = readSpan(span)
    return ms === undefined ? undefined : given.now - ms
  }
  const [, hours, minutes, utc] = /^(?:at\s+)?(\d{1,2}):(\d{2})(\s*utc)?$/.exec(text) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined
  const zone = utc === undefined ? given.timezone : 'UTC'
  return lastTimeOfDay(Number(hours) * 60 + Number(minutes), given.now, zone)
}
