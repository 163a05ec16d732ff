import { describe, expect, test } from 'vitest'
import { fromLocal } from '../../sandbox/page/client/elements/moment.tsx'
import { formatDate } from '../../sandbox/page/client/text/dates.ts'

const at = Date.UTC(2025, 0, 20, 14, 32, 5) / 1000
const now = at * 1000 + 90_000

describe('date tokens', () => {
  test.each([
    ['{time}', 'Europe/London', '14:32'],
    ['{time_secs}', 'Asia/Kolkata', '20:02:05'],
    ['{date_num}', 'America/New_York', '20/01/2025'],
    ['{date_short_pretty} at {time}', 'America/New_York', 'today at 09:32'],
    ['{date_short}', 'Europe/London', '20 Jan 2025'],
    ['{ago}', 'Europe/London', '2 minutes ago'],
    ['{nonsense}', 'Europe/London', '{nonsense}'],
  ])('%s in %s', (format, zone, shown) => {
    expect(formatDate(at, format, zone, now)).toBe(shown)
  })

  test('yesterday and tomorrow are the reader’s own', () => {
    const late = Date.UTC(2025, 0, 20, 23, 30)
    expect(formatDate(late / 1000, '{date_pretty}', 'Europe/London', late + 3_600_000)).toBe('yesterday')
    expect(formatDate(late / 1000, '{date_pretty}', 'Asia/Kolkata', late + 3_600_000)).toBe('today')
  })
})

test.each([
  ['2025-01-20T14:32', 'Europe/London', Date.UTC(2025, 0, 20, 14, 32)],
  ['2025-07-20T14:32', 'Europe/London', Date.UTC(2025, 6, 20, 13, 32)],
  ['2025-01-20T20:02', 'Asia/Kolkata', Date.UTC(2025, 0, 20, 14, 32)],
])('%s in %s is one moment', (local, zone, ms) => {
  expect(fromLocal(local, zone)).toBe(ms)
})
