import { author, duration, type Message, message, safe, section } from '../blocks/index.ts'
import type { IncidentEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'
import { headline, severityMark } from './words.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>
export type TurningPoint =
  | Of<'incident.acknowledged'>
  | Of<'severity.changed'>
  | Of<'incident.resolved'>
  | Of<'incident.cancelled'>
  | Of<'incident.reopened'>

/** Under the announcement: what has become of the incident, in one sentence. */
export function turningPoint(e: TurningPoint, i: Incident): Message {
  const text = sentence(e, i)
  return message(text, [section(text)])
}

function sentence(e: TurningPoint, i: Incident) {
  const by = author(e.by)
  switch (e.type) {
    case 'incident.acknowledged':
      return safe`🚨 ${by} has acknowledged ${i.severity} “${i.title}” after ${duration(e.data.tookMs)}.`
    case 'severity.changed':
      return safe`${severityMark[e.data.to]} ${e.data.from} → *${e.data.to}* “${i.title}”, changed by ${by}: ${e.data.reason}`
    case 'incident.resolved':
      return safe`✅ *Resolved* after ${duration(e.at - i.declaredAt)}: ${i.severity} “${i.title}”.${said(e.data.summary)}`
    case 'incident.cancelled':
      return safe`⚫ *Cancelled* after ${duration(e.at - i.declaredAt)}: ${i.severity} “${i.title}”.${said(e.data.reason)}`
    case 'incident.reopened':
      return safe`🔴 *Open again*: ${i.severity} “${i.title}”, reopened by ${by}.${said(e.data.reason)}`
  }
}

/** Nobody need read that nobody wrote anything. */
const said = (words: string) => (words === 'not recorded' ? '' : ` ${words}`)

/** The end, or the going on, for channels that were told of the incident by an update. */
export function audienceTurn(
  i: Incident,
  e: Of<'incident.resolved'> | Of<'incident.cancelled'> | Of<'incident.reopened'>,
): Message {
  const text = sentence(e, i)
  return message(safe`${headline(i)}`, [section(text)])
}
