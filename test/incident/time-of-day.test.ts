import { expect, test } from 'vitest'
import { lastTimeOfDay } from '../../src/incident/model/time-of-day.ts'

test.each([
  ['earlier today', '14:17', '2025-01-20T14:32:40Z', 'Europe/London', '2025-01-20T14:17:00.000Z'],
  ['this very minute', '14:32', '2025-01-20T14:32:40Z', 'Europe/London', '2025-01-20T14:32:00.000Z'],
  ['not yet today: yesterday', '23:50', '2025-01-20T00:10:00Z', 'Europe/London', '2025-01-19T23:50:00.000Z'],
  ['in summer', '14:17', '2025-07-20T14:32:00Z', 'Europe/London', '2025-07-20T13:17:00.000Z'],
  ['in another zone', '20:00', '2025-01-20T14:32:00Z', 'Asia/Kolkata', '2025-01-20T14:30:00.000Z'],
  [
    'before clocks went forward',
    '00:50',
    '2025-03-30T01:30:00Z',
    'Europe/London',
    '2025-03-30T00:50:00.000Z',
  ],
  ['before clocks went back', '00:50', '2025-10-26T01:10:00Z', 'Europe/London', '2025-10-25T23:50:00.000Z'],
  ['an hour that came twice', '01:30', '2025-10-26T01:10:00Z', 'Europe/London', '2025-10-26T00:30:00.000Z'],
  ['yesterday, over a change', '23:00', '2025-10-26T12:00:00Z', 'Europe/London', '2025-10-25T22:00:00.000Z'],
])('%s', (_, time, now, zone, expected) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  expect(new Date(lastTimeOfDay(hours * 60 + minutes, Date.parse(now), zone)).toISOString()).toBe(expected)
})
