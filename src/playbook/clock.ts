const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** 900000 → “15 min”. */
export function clock(ms: number): string {
  if (ms > 2 * day && ms % day === 0) return `${ms / day} d`
  if (ms >= hour && ms % hour === 0) return `${ms / hour} h`
  if (ms % minute !== 0) return `${ms / 1000} s`
  return ms > hour ? `${Math.floor(ms / hour)} h ${(ms % hour) / minute} min` : `${ms / minute} min`
}

/** 900000 → “15m”, as it is written in the playbook. */
export const asWritten = (ms: number): string =>
  ms >= hour && ms % hour === 0 ? `${ms / hour}h` : ms % minute === 0 ? `${ms / minute}m` : `${ms / 1000}s`
