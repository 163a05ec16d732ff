import { wallClock } from './working-hours.ts'

const minuteMs = 60_000
const dayMinutes = 1440
/** Clocks are put forward and back by up to an hour; an hour that comes twice came last less than a day ago. */
const shifts = [dayMinutes - 60, dayMinutes - 30, 60, 30, 0, -30, -60]

/** When a clock on the wall of that zone last showed so many minutes since midnight. */
export function lastTimeOfDay(minutes: number, now: number, timezone: string): number {
  const shown = (ms: number) => wallClock(ms, timezone).minutes
  const whole = Math.floor(now / minuteMs) * minuteMs
  const plain = whole - ((shown(whole) - minutes + dayMinutes) % dayMinutes) * minuteMs
  const found = shifts.map(s => plain + s * minuteMs).filter(ms => ms <= now && shown(ms) === minutes)
  return found.length === 0 ? plain : Math.max(...found)
}
