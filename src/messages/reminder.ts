import {
  actions,
  button,
  date,
  encodeMeta,
  join,
  type Message,
  mention,
  message,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import type { IncidentEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'

type Reminded = Extract<IncidentEvent, { type: 'update.reminded' }>

/** To the one whose turn it is, and once it was missed, to those above: the update, what was said last, three ways on. */
export function reminder(i: Incident, e: Reminded, to: string): Message {
  const { dueAt, overdue } = e.data
  const what = overdue
    ? safe`⏳ ${i.severity} “${i.title}”: the update was due ${date(dueAt)}`
    : safe`⏳ ${i.severity} “${i.title}”: an update is due ${date(dueAt)}`
  const last = i.update === undefined ? safe`nothing was said yet` : safe`last said “${i.update.text}”`
  const turn =
    to === e.data.to
      ? undefined
      : safe`It is ${mention(e.data.to)}’s turn, who ${i.cadence.unreached?.includes(e.data.to) ? 'cannot be reached in Slack' : `was asked ${e.data.nudge} times`}.`
  const value = encodeMeta({ i: i.id })
  return message(what, [
    section(join([join([what, last], ', '), turn], '\n')),
    ...actions([
      button('open-update', 'Write update', value, { style: 'primary' }),
      button('nothing-new', 'No change', value),
      button('snooze-update', 'Snooze 5 min', value),
      remindersButton(i.id, 'off'),
    ]),
  ])
}

/** For the whole incident and for everybody; it says what it will do. */
export function remindersButton(incident: string, to: 'on' | 'off'): SafeButton {
  return button('turn-reminders', `Turn reminders ${to}`, encodeMeta({ i: incident, list: to }))
}
