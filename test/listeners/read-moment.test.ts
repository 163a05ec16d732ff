import { expect, test } from 'vitest'
import { readMoment } from '../../src/listeners/read-moment.ts'
import { readSpan } from '../../src/listeners/read-span.ts'

const minute = 60_000
const now = Date.UTC(2025, 6, 20, 14, 32)
const read = (typed: string) => readMoment(typed, { now, timezone: 'Europe/London' })

test.each([
  ['10', 10],
  ['-5', -5],
  ['10m', 10],
  ['10 min', 10],
  ['10 Minutes', 10],
  ['1h', 60],
  ['2 hrs', 120],
  ['1.5 hours', 90],
  ['1h 30m', 90],
  ['1h30m', 90],
  ['1 hour and 5 minutes', 65],
  ['an hour', 60],
  ['10,000', 10_000],
  ['10,000 minutes', 10_000],
  ['1 day', 1440],
])('%s is a span', (typed, minutes) => {
  expect(readSpan(typed)).toBe(minutes * minute)
})

test.each(['', 'soon', '10 apples', '10,0', '1h 30', 'm', '10m ago', 'a', '1e3', '10 000'])(
  '“%s” is no span',
  typed => {
    expect(readSpan(typed)).toBeUndefined()
  },
)

test.each([
  ['', 0],
  ['now', 0],
  ['15 minutes ago', 15],
  ['15 min ago', 15],
  ['15m ago', 15],
  ['1 hour ago', 60],
  ['2h ago', 120],
  ['an hour ago', 60],
  // 14:32 UTC is 15:32 in London.
  ['at 15:30', 2],
  ['15:30', 2],
  ['at 14:30 UTC', 2],
  ['at 14:32', 60],
  ['at 15:40', 24 * 60 - 8],
])('“%s” is a moment', (typed, ago) => {
  expect(read(typed)).toBe(now - ago * minute)
})

test.each([
  '15 minutes',
  'yesterday',
  'at noon',
  'at 25:00',
  'at 14:61',
  'in 5 minutes',
  'ago',
  'some time ago',
])('“%s” is no moment', typed => {
  expect(read(typed)).toBeUndefined()
})
