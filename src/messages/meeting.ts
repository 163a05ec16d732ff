import {
  actions,
  button,
  channelRef,
  date,
  duration,
  encodeMeta,
  join,
  link,
  type Markup,
  type Message,
  message,
  safe,
  section,
} from '../blocks/index.ts'
import type { IncidentEvent } from '../incident/events.ts'
import type { Incident } from '../incident/state.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>
/** What those invited to a post-mortem hear of it. */
export type MeetingNews = Of<'meeting.invited'> | Of<'meeting.reminded'> | Of<'incident.reopened'>

/** To one person: when it is, what it is about, and the file for the calendar. */
export function meetingNews(i: Incident, e: MeetingNews): Message {
  const text = join([head(i, e), ...details(i, e)], '\n')
  return message(head(i, e), [
    section(text),
    ...actions([button('join-channel', 'Open channel', encodeMeta({ i: i.id }))]),
  ])
}

function head(i: Incident, e: MeetingNews): Markup {
  switch (e.type) {
    case 'meeting.invited':
      return (e.data.sequence ?? 0) === 0
        ? safe`📅 You are invited to the post-mortem of ${i.id}: ${when(e.data.at)}.`
        : safe`📅 The post-mortem of ${i.id} has a new date: ${when(e.data.at)}.`
    case 'meeting.reminded':
      return safe`📅 The post-mortem of ${i.id} is ${when(e.data.at)}.`
    case 'incident.reopened':
      return safe`📅 The post-mortem of ${i.id}${i.review === undefined ? '' : safe` (${when(i.review.at)})`} is off.`
  }
}

function details(i: Incident, e: MeetingNews): (Markup | undefined)[] {
  const where = i.channel === undefined ? undefined : channelRef(i.channel.id)
  if (e.type === 'incident.reopened')
    return [
      join([safe`${about(i)} was reopened`, where], ' · '),
      safe`A new invitation comes once it is resolved again.`,
    ]
  const took = i.ended === undefined ? '' : `, ${i.ended.how} after ${duration(i.ended.at - i.declaredAt)}`
  const room = i.warRoom === undefined ? undefined : link(i.warRoom, 'War room')
  const file = e.type === 'meeting.invited' && e.data.link ? link(e.data.link, 'Calendar file') : undefined
  return [safe`What happened, why, and what we change: ${about(i)}${took}.`, join([file, room, where], ' · ')]
}

const about = (i: Incident) => `${i.severity} “${i.title}”`
const when = (at: number) => date(at, '{date_long_pretty} {time}')
