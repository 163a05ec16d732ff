import type { Severity } from './words.ts'

/** `INC-YYYYMMDD-HHMMSS` in UTC (§1.3); the second one of a second gets `-2`. */
export function incidentId(now: number, attempt: number): string {
  const [date, time] = new Date(now).toISOString().slice(0, 19).split('T') as [string, string]
  const id = `INC-${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`
  return attempt <= 1 ? id : `${id}-${attempt}`
}

export const incidentIdPattern = /^INC-\d{8}-\d{6}(-\d+)?$/

/** A Slack channel name: lowercase letters, digits and dashes, 80 at most. */
export function channelNameFor(id: string, title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return [id.toLowerCase(), ...(slug === '' ? [] : [slug])].join('-').slice(0, 80)
}

/** The severity that the first answers propose: no calls, or a breach, is P1; else it is cheaper to lower than to raise. */
export function proposeSeverity(canCall: 'yes' | 'no' | 'unknown' | undefined, breach = false): Severity {
  return canCall === 'no' || breach ? 'P1' : 'P2'
}
