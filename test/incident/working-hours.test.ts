import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meetingTime } from '../../src/incident/follow-ups/timers.ts'
import { nextWorkingTime, wallClock } from '../../src/incident/model/working-hours.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy()
const hours = policy.escalation.workingHours
const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString())
const next = (at: string, zone = 'Europe/London') => iso(nextWorkingTime(Date.parse(at), hours, zone))

test.each([
  ['at work', '2025-01-20T14:32:00Z', '2025-01-20T14:32:00.000Z'],
  ['before work', '2025-01-20T05:00:00Z', '2025-01-20T09:00:00.000Z'],
  ['after work', '2025-01-20T17:30:00Z', '2025-01-21T09:00:00.000Z'],
  ['Friday night', '2025-01-24T22:00:00Z', '2025-01-27T09:00:00.000Z'],
  ['Sunday', '2025-01-26T12:00:00Z', '2025-01-27T09:00:00.000Z'],
  ['the night the clocks go forward', '2025-03-30T00:30:00Z', '2025-03-31T08:00:00.000Z'],
  ['the night they go back', '2025-10-26T00:30:00Z', '2025-10-27T09:00:00.000Z'],
])('%s', (_, at, expected) => {
  expect(next(at)).toBe(expected)
})

test('late on the evening before the clocks change, the next day is not skipped where it is a working day', () => {
  const sundays = hours === undefined ? undefined : { ...hours, days: [0, 1, 2, 3, 4, 5, 6] }
  const at = (moment: string) => iso(nextWorkingTime(Date.parse(moment), sundays, 'Europe/London'))
  expect(at('2026-03-28T23:30:00Z')).toBe('2026-03-29T08:00:00.000Z')
  expect(at('2026-10-24T22:30:00Z')).toBe('2026-10-25T09:00:00.000Z')
})

test('in any zone, the next working time is within working hours, never before, and at most a day away', () => {
  if (hours === undefined) throw new Error('the playbook has no working hours')
  const daily = { ...hours, days: [0, 1, 2, 3, 4, 5, 6] }
  const zones = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'Pacific/Chatham',
  ]
  const from = Date.UTC(2026, 0, 1)
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.nat(365 * 24 * 60), (zone, minute) => {
      const ms = from + minute * 60_000
      const then = nextWorkingTime(ms, daily, zone)
      const { minutes } = wallClock(then, zone)
      expect(then).toBeGreaterThanOrEqual(ms)
      expect(then - ms).toBeLessThanOrEqual(25 * 3_600_000)
      expect(minutes).toBeGreaterThanOrEqual(daily.fromMinutes)
      expect(minutes).toBeLessThan(daily.toMinutes)
    }),
  )
})

test('in another zone', () => {
  expect(next('2025-01-20T12:00:00Z', 'America/New_York')).toBe('2025-01-20T14:00:00.000Z')
  expect(next('2025-01-20T05:00:00Z', 'Asia/Kolkata')).toBe('2025-01-20T05:00:00.000Z')
})

test('the review is on the next working day, and within 48 hours over a weekend too', () => {
  const plan = policy.afterwards.P1
  if (plan === undefined) throw new Error('Nothing follows a P1.')
  const at = (ended: string) => iso(meetingTime(Date.parse(ended), plan, policy))
  expect(at('2025-01-20T03:10:00Z')).toBe('2025-01-20T16:00:00.000Z')
  expect(at('2025-01-20T20:00:00Z')).toBe('2025-01-21T10:00:00.000Z')
  // Friday evening: Monday would be too late.
  expect(at('2025-01-24T20:10:00Z')).toBe('2025-01-25T21:00:00.000Z')
})
