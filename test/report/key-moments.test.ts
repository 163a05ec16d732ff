import { expect, test } from 'vitest'
import type { UnknownEvent } from '../../src/incident/events.ts'
import type { Incident } from '../../src/incident/state.ts'
import { keyMoments } from '../../src/report/facts.ts'

const incident = { markers: {} } as unknown as Incident
const succeeded = (at: number, kind: string, request: string) => ({
  at,
  type: 'action.succeeded',
  data: { request, kind, target: 't', detail: '' },
})
const restored = (at: number) => ({ at, type: 'recovery.validated', data: { passed: true, rows: [] } })
const undone = (at: number, request: string) => ({
  at,
  type: 'action.undone',
  data: { request, undoes: 'r9', kind: 'ecs-scale-service', target: 't' },
})
const fixedAt = (events: object[]) =>
  keyMoments(incident, events as UnknownEvent[]).find(m => m.marker === 'fix-implemented')?.at

test.each<[string, object[], number | undefined]>([
  ['nothing was changed', [restored(9)], undefined],
  ['telling people is no fix', [succeeded(1, 'notify-customers', 'a'), restored(9)], undefined],
  [
    'the last change before all was well',
    [
      succeeded(1, 'chat-post', 'a'),
      succeeded(2, 'ecs-scale-service', 'b'),
      succeeded(3, 'ecs-rollback', 'c'),
      restored(9),
      succeeded(11, 'ecs-scale-service', 'd'),
    ],
    3,
  ],
  [
    'what was undone was not it',
    [succeeded(2, 'ecs-rollback', 'b'), succeeded(3, 'ecs-scale-service', 'c'), undone(4, 'c'), restored(9)],
    2,
  ],
])('when the fix was implemented: %s', (_, events, at) => {
  expect(fixedAt(events)).toBe(at)
})
