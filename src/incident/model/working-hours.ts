import type { WorkingHours } from '../policy.ts'

const dayMs = 86_400_000
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** What a clock on the wall in that zone shows: the weekday (0 = Sunday) and minutes since midnight. */
export function wallClock(ms: number, timezone: string): { day: number; minutes: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms)
  const of = (type: string) => parts.find(p => p.type === type)?.value ?? ''
  return { day: weekdays.indexOf(of('weekday')), minutes: Number(of('hour')) * 60 + Number(of('minute')) }
}

/** `ms` itself if people are at work then, else the start of the next working day there. */
export function nextWorkingTime(ms: number, hours: WorkingHours | undefined, timezone: string): number {
  if (hours === undefined) return ms
  const { day, minutes } = wallClock(ms, timezone)
  const isWorkday = hours.days.includes(day)
  if (isWorkday && minutes >= hours.fromMinutes && minutes < hours.toMinutes) return ms
  if (isWorkday && minutes < hours.fromMinutes) return startOfWork(ms, hours, timezone)
  // From midday on: a day with 23 or 25 hours then never moves the date, as it would near midnight.
  const midday = ms + (12 * 60 - minutes) * 60_000
  for (let n = 1; n <= 7; n++) {
    const then = midday + n * dayMs
    if (hours.days.includes(wallClock(then, timezone).day)) return startOfWork(then, hours, timezone)
  }
  return ms
}

/** The moment of that day at which work starts, also on the days when clocks are put forward or back. */
function startOfWork(ms: number, hours: WorkingHours, timezone: string): number {
  const whole = Math.floor(ms / 60_000) * 60_000
  const first = whole + (hours.fromMinutes - wallClock(whole, timezone).minutes) * 60_000
  const off = hours.fromMinutes - wallClock(first, timezone).minutes
  return Math.abs(off) <= 120 ? first + off * 60_000 : first
}
