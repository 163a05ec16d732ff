/** Slack's date tokens, in the reader's own zone. */
type Form = Intl.DateTimeFormatOptions

const time: Form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
const forms: Record<string, Form> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time,
  time_secs: { ...time, second: '2-digit' },
}
const dayMs = 86_400_000

/** `seconds` since 1970, by a format such as `{date_short_pretty} at {time}`. */
export function formatDate(seconds: number, format: string, tz: string, now: number): string {
  return format.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'ago') return ago(now - seconds * 1000)
    const pretty = name.endsWith('_pretty')
    const form = forms[pretty ? name.replace('_pretty', '') : name]
    if (form === undefined) return whole
    const near = pretty ? nearDay(seconds * 1000, now, tz) : undefined
    return near ?? new Intl.DateTimeFormat('en-GB', { ...form, timeZone: tz }).format(seconds * 1000)
  })
}

export const clock = (ms: number, tz: string) =>
  new Intl.DateTimeFormat('en-GB', { ...time, timeZone: tz }).format(ms)

export const fullMoment = (ms: number, tz: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long', timeZone: tz }).format(ms)

function nearDay(at: number, now: number, tz: string): string | undefined {
  const day = (ms: number) => new Intl.DateTimeFormat('en-CA', { timeZone: tz }).format(ms)
  const names: [number, string][] = [
    [0, 'today'],
    [-dayMs, 'yesterday'],
    [dayMs, 'tomorrow'],
  ]
  return names.find(([by]) => day(now + by) === day(at))?.[1]
}

function ago(ms: number): string {
  const units: [number, Intl.RelativeTimeFormatUnit][] = [
    [dayMs, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1000, 'second'],
  ]
  const [unitMs, unit] = units.find(([u]) => Math.abs(ms) >= u) ?? [1000, 'second']
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.round(ms / unitMs), unit)
}
