import { createEvent, type EventAttributes } from 'ics'
import type { Incident } from '../incident/state.ts'

type Meeting = {
  /** Milliseconds since the epoch. */
  at: number
  lengthMinutes: number
  people: { name: string; email?: string | undefined }[]
  madeAt: number
}

/** The post-mortem meeting as an iCalendar file; the same meeting gives the same bytes. */
export function reviewInvitation(i: Incident, m: Meeting): string {
  const without = m.people.filter(p => p.email === undefined).map(p => p.name)
  // The library knows the moment of making, its types do not yet; without it every export would differ.
  const event: EventAttributes & { timestamp: number } = {
    uid: `${i.id.toLowerCase()}-post-mortem@pitcrew`,
    productId: 'pitcrew',
    method: 'REQUEST',
    timestamp: m.madeAt,
    title: `Post-mortem: ${i.id} ${i.title}`,
    description: [
      `${i.severity} “${i.title}”: what happened, why, and what we change.`,
      ...(without.length === 0 ? [] : [`Also invited, without an address on file: ${without.join(', ')}.`]),
    ].join('\n'),
    start: m.at,
    startInputType: 'utc',
    startOutputType: 'utc',
    duration: { minutes: m.lengthMinutes },
    status: 'CONFIRMED',
    attendees: m.people.flatMap(({ name, email }) =>
      email === undefined ? [] : [{ name, email, rsvp: true }],
    ),
    ...(i.warRoom === undefined ? {} : { location: i.warRoom, url: i.warRoom }),
  }
  const made = createEvent(event)
  if (!made.value) throw new Error('The invitation could not be written.', { cause: made.error })
  return made.value
}
