import { expect, test } from 'vitest'
import type { UnknownEvent } from '../../src/incident/events.ts'
import { timelineLines } from '../../src/report/timeline.ts'

const snoozed = (data: object) =>
  timelineLines([{ at: 0, by: 'U0MAYA', type: 'reminder.snoozed', data } as UnknownEvent], {})[0]?.text

test('a snooze says until when, off and on say so', () => {
  expect(snoozed({ mode: 'until', until: Date.UTC(2025, 0, 20, 14, 52) })).toBe(
    'Reminders snoozed until 2025-01-20 14:52 UTC',
  )
  expect(snoozed({ mode: 'off' })).toBe('Reminders turned off')
  expect(snoozed({ mode: 'on' })).toBe('Reminders turned on')
})
