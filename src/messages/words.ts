import { author, date, join, link, type Markup, safe } from '../blocks/index.ts'
import type { Severity, Status } from '../incident/model/words.ts'
import type { Incident } from '../incident/state.ts'

/** Colour is never the only sign: the severity's name always stands beside it. */
export const severityMark: Record<Severity, string> = { P1: '🔴', P2: '🟠', P3: '🟡', P4: '⚪' }

export const statusWord: Record<Status, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
}

export const roleWord = {
  commander: 'Commander',
  communications: 'Comms',
  operations: 'Operations',
  scribe: 'Scribe',
} as const

/** 🔴 P1 · API down */
export function headline(i: Incident): string {
  const mark = i.ended === undefined ? severityMark[i.severity] : i.ended.how === 'resolved' ? '🟢' : '⚫'
  return `${mark} ${i.severity} · ${i.title}`
}

export function people(i: Incident): Markup {
  const held = Object.entries(i.roles).map(
    ([role, user]) => safe`*${roleWord[role as keyof typeof roleWord]}* ${author(user)}`,
  )
  return join(held, '   ')
}

export function acknowledgement(i: Incident): Markup {
  if (i.acknowledged === undefined)
    return safe`*On call* ${join(i.onCall.map(author), ' ')} (not acknowledged yet)`
  return safe`*Acknowledged* by ${author(i.acknowledged.by)} ${date(i.acknowledged.at)}`
}

export function state(i: Incident): Markup {
  if (i.ended === undefined) return safe`*${statusWord[i.status]}* since ${date(i.declaredAt)}`
  return safe`*${i.ended.how === 'resolved' ? 'Resolved' : 'Cancelled'}* ${date(i.ended.at)} by ${author(i.ended.by)}`
}

const reportWord: [ending: string, word: string][] = [
  ['-preliminary.md', 'preliminary'],
  ['.html', 'post-mortem'],
  ['.json', 'data'],
]

/** The files of the last report that people open. */
export function reportLinks(i: Incident): Markup | undefined {
  const files = i.reportFiles ?? []
  const links = reportWord.flatMap(([ending, word]) => {
    const file = files.find(f => f.name.endsWith(ending))
    return file === undefined ? [] : [link(file.link, word)]
  })
  return links.length === 0 ? undefined : join(links, ' · ')
}
