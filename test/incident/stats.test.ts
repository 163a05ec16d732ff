import { expect, test } from 'vitest'
import { statsOf } from '../../src/incident/learning/stats.ts'
import type { Incident } from '../../src/incident/state.ts'

const now = 1_000_000_000
const minute = 60_000
let n = 0
const incident = (over: Partial<Incident>): Incident =>
  ({
    id: `INC-${++n}`,
    severity: 'P1',
    mode: 'live',
    visibility: 'public',
    declaredAt: now - 600 * minute,
    respondWithinMs: 5 * minute,
    actionItems: {},
    ...over,
  }) as Incident
const ended = (how: 'resolved' | 'cancelled', afterMin: number) => ({
  ended: { how, at: now - (600 - afterMin) * minute, by: 'U1', summary: '' },
})
const acked = (afterMin: number) => ({ firstAcknowledged: { by: 'U1', at: now - (600 - afterMin) * minute } })

test('counts, medians and what was late, a severity each', () => {
  const found = statsOf(
    [
      incident({ ...acked(2), ...ended('resolved', 40) }),
      incident({ ...acked(3), ...ended('resolved', 60) }),
      incident({ ...acked(9), ...ended('resolved', 20) }),
      incident({ ...ended('cancelled', 1) }),
      incident({ severity: 'P3', respondWithinMs: 60 * minute }),
    ],
    0,
    now,
  )
  expect(found.severities).toEqual([
    {
      severity: 'P1',
      declared: 4,
      open: 0,
      cancelled: 1,
      acknowledgeMs: 3 * minute,
      late: 1,
      resolveMs: 40 * minute,
    },
    {
      severity: 'P3',
      declared: 1,
      open: 1,
      cancelled: 0,
      acknowledgeMs: undefined,
      late: 1,
      resolveMs: undefined,
    },
  ])
})

test('drills, private ones and what is older are not counted', () => {
  const none = [
    incident({ mode: 'drill' }),
    incident({ visibility: 'private' }),
    incident({ declaredAt: now - 1000 * minute }),
  ]
  expect(statsOf(none, now - 700 * minute, now)).toEqual({ severities: [], items: { open: 0, overdue: 0 } })
})

test('action items that are left, and those past their day', () => {
  const item = (over: object) => ({ title: 't', priority: 'high', ...over })
  const actionItems = {
    a: item({ dueAt: now - minute }),
    b: item({ dueAt: now + minute }),
    c: item({}),
    d: item({ dueAt: now - minute, done: { at: now, by: 'U1' } }),
  } as unknown as Incident['actionItems']
  expect(statsOf([incident({ actionItems })], 0, now).items).toEqual({ open: 3, overdue: 1 })
})
