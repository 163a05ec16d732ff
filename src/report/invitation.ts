import { createEvent, type EventAttributes } from 'ics'
import type { Incident } from '../incident/state.ts'

type Invited = { name: string; email?: string | undefined }
type Meeting = {
  /** Milliseconds since the epoch. */
  at: number
  lengthMinutes: number
  remindMs: number
  people: Invited[]
  /** Whose meeting it is; a calendar takes no request without. */
  organizer: { name: string; email: string } | undefined
  /** 0 for the first invitation; a later one takes its place. */
  sequence: number
  madeAt: number
}

/** The post-mortem meeting as an iCalendar file; the same meeting gives the same bytes. */
export function reviewInvitation(i: Incident, m: Meeting): string {
  const without = m.people.filter(p => p.email === undefined).map(p => p.name)
  const title = `Post-mortem: ${i.id} ${i.title}`
  // The library knows the moment of making, its types do not yet; without it every export would differ.
  const event: EventAttributes & { timestamp: number } = {
    uid: `${i.id.toLowerCase()}-post-mortem@pitcrew`,
    sequence: m.sequence,
    productId: 'pitcrew',
    method: m.organizer === undefined ? 'PUBLISH' : 'REQUEST',
    timestamp: m.madeAt,
    title,
    description: [
      `${i.severity} “${i.title}”: what happened, why, and what we change.`,
      ...(m.sequence === 0 ? [] : ['It takes the place of the invitation before it.']),
      ...(without.length === 0 ? [] : [`Also invited, without an address on file: ${without.join(', ')}.`]),
    ].join('\n'),
    start: m.at,
    startInputType: 'utc',
    startOutputType: 'utc',
    duration: { minutes: m.lengthMinutes },
    status: 'CONFIRMED',
    ...(m.organizer === undefined ? {} : { organizer: m.organizer }),
    attendees: m.people.flatMap(({ name, email }) =>
      email === undefined ? [] : [{ name, email, rsvp: true }],
    ),
    alarms: [
      {
        action: 'display',
        description: title,
        trigger: { minutes: Math.round(m.remindMs / 60_000), before: true },
      },
    ],
    ...(i.warRoom === undefined ? {} : { location: i.warRoom, url: i.warRoom }),
  }
  const made = createEvent(event)
  if (!made.value) throw new Error('The invitation could not be written.', { cause: made.error })
  return made.value
}
