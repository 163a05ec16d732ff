import { actions, button, date, encodeMeta, type Message, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'

/** To the commander, directly: the channel may be what the upload failed on. */
export function reportOverdue(i: Incident, dueAt: number): Message {
  const text = safe`⏰ The preliminary report of ${i.id} (${i.severity} “${i.title}”) was due ${date(dueAt)} and is not there. Please press Export; if that fails again, write it by hand.`
  return message(text, [
    section(text),
    ...actions([button('export-report', 'Export', encodeMeta({ i: i.id }), { style: 'primary' })]),
  ])
}
