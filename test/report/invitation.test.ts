import { expect, test } from 'vitest'
import { reviewInvitation } from '../../src/report/index.ts'
import { incident } from '../gallery/incidents.ts'

const maya = { name: 'Maya Patel', email: 'maya@example.com' }
const meeting = {
  at: Date.UTC(2025, 0, 21, 10),
  lengthMinutes: 60,
  remindMs: 1_800_000,
  people: [maya, { name: 'Victor Nwosu' }],
  organizer: maya,
  sequence: 0,
  madeAt: Date.UTC(2025, 0, 20, 15),
}
const linesOf = (text: string) => text.replaceAll('\r\n\t', '').split('\r\n')

test('a request has an organiser, an alarm and a number; a later one has the same name and a higher number', () => {
  const first = linesOf(reviewInvitation(incident(), meeting))
  expect(first).toEqual(
    expect.arrayContaining([
      'METHOD:REQUEST',
      'ORGANIZER;CN="Maya Patel":MAILTO:maya@example.com',
      'SEQUENCE:0',
      'DTSTAMP:20250120T150000Z',
      'DTSTART:20250121T100000Z',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'TRIGGER:-PT30M',
      'END:VALARM',
    ]),
  )
  const again = linesOf(reviewInvitation(incident(), { ...meeting, sequence: 1 }))
  expect(again).toContain('SEQUENCE:1')
  const uid = (lines: string[]) => lines.find(l => l.startsWith('UID:'))
  expect(uid(again)).toBe(uid(first))
})

test('where nobody has an address it is a date to put down, not a request', () => {
  const lines = linesOf(
    reviewInvitation(incident(), { ...meeting, organizer: undefined, people: [{ name: 'Victor Nwosu' }] }),
  )
  expect(lines).toContain('METHOD:PUBLISH')
  expect(lines.filter(l => /^(?:ORGANIZER|ATTENDEE)/.test(l))).toEqual([])
  expect(lines.find(l => l.startsWith('DESCRIPTION'))).toContain('Victor Nwosu')
})

test('the same meeting gives the same bytes', () => {
  expect(reviewInvitation(incident(), meeting)).toBe(reviewInvitation(incident(), meeting))
})
