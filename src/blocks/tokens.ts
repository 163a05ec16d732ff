import { escapeText, Markup } from './safe-text.ts'

/** Mentions a person: Slack shows the name and tells them. */
export function mention(user: string): Markup {
  if (user === 'pitcrew') return new Markup('Pitcrew')
  return /^[UW][A-Z0-9]+$/.test(user) ? new Markup(`<@${user}>`) : new Markup(escapeText(user))
}

export function channelRef(id: string): Markup {
  return /^[CGD][A-Z0-9]+$/.test(id) ? new Markup(`<#${id}>`) : new Markup(escapeText(id))
}

/** A moment in the reader's own zone. `ms` since the epoch. */
export function date(ms: number, format = '{time}'): Markup {
  const utc = new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  const shown = format.includes('{date') ? utc : utc.slice(11)
  return new Markup(`<!date^${Math.floor(ms / 1000)}^${format}|${shown} UTC>`)
}

/** “12 minutes ago”, kept current by Slack itself, so that nothing has to be rendered again. */
export function ago(ms: number): Markup {
  return date(ms, '{ago}')
}

export function link(url: string, words: string): Markup {
  const target = /^https?:\/\//.test(url) ? url.replaceAll(/[|<>\s]/g, c => encodeURIComponent(c)) : ''
  return target === '' ? new Markup(escapeText(words)) : new Markup(`<${target}|${escapeText(words)}>`)
}

/** A number to press on a phone; what is no number is shown as it is. */
export function phoneLink(number: string): Markup {
  const digits = number.replaceAll(/[^\d+]/g, '')
  return /^\+?\d{3,15}$/.test(digits) && !/[a-z]/i.test(number)
    ? new Markup(`<tel:${digits}|${escapeText(number)}>`)
    : new Markup(escapeText(number))
}

/** 95 s → “1 min 35 s”; 2 h → “2 h”. */
/** 00:42:10, as a stopwatch writes it; more than a day goes on in hours. */
export function stopwatch(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  return [Math.floor(s / 3600), Math.floor((s % 3600) / 60), s % 60]
    .map(n => String(n).padStart(2, '0'))
    .join(':')
}

export function duration(ms: number): string {
  const s = Math.round(ms / 1000)
  const parts = [
    [Math.floor(s / 86_400), 'd'],
    [Math.floor((s % 86_400) / 3600), 'h'],
    [Math.floor((s % 3600) / 60), 'min'],
    [s % 60, 's'],
  ] as const
  const shown = parts.filter(([n]) => n > 0).slice(0, 2)
  return shown.length === 0 ? '0 s' : shown.map(([n, unit]) => `${n} ${unit}`).join(' ')
}

/** A channel as the playbook names it, by its name or by its id, where nothing is parsed. */
export const channelWords = (named: string): string =>
  /^[CG][A-Z0-9]{7,}$/.test(named) ? `channel ${named}` : `#${named}`
