import {
  actions,
  button,
  date,
  encodeMeta,
  join,
  link,
  type Message,
  message,
  safe,
  section,
} from '../blocks/index.ts'
import type { Severity } from '../incident/model/words.ts'

type Alert = { title: string; service: string; at: number; severity: Severity }

/** An alert from outside that may be an incident: one click makes it one. */
export function alertSuggestion(alert: Alert, id: string, url?: string): Message {
  const more = url === undefined ? undefined : link(url, 'In the pager')
  const text = safe`🔔 Alert of ${alert.service}: ${alert.title}`
  return message(text, [
    section(join([join([text, safe`(${date(alert.at)})`], ' '), more], '\n')),
    ...actions([
      button('declare-alert', `Declare ${alert.severity}`, encodeMeta({ list: id.slice(0, 80) }), {
        style: 'danger',
      }),
    ]),
  ])
}
