import { expect, test } from 'vitest'
import { effectId } from '../../src/incident/effects.ts'
import type { Fired } from '../../src/incident/state.ts'
import { threadOf } from '../../src/incident/surfaces/threads.ts'
import { incident } from '../gallery/incidents.ts'

const panel = { wanted: 4, rendered: 4, ts: '1.1' }
const fired = (at: number, ts?: string): Fired => ({
  at,
  lastAt: at,
  repeats: 0,
  people: 1,
  roles: [],
  users: [],
  ...(ts === undefined ? {} : { ts }),
})
const ended = { how: 'resolved' as const, at: 9, by: 'U0MAYA', summary: '' }
const pending = (name: string, id: string) => ({ [id]: { name, queue: 'effects' as const, seq: 7 } })

test('an acknowledgement stands under the first ping of its epoch, else under the panel', () => {
  const escalations = { '0/P1/0s': fired(1, '2.1'), '1/P1/300s': fired(6, '2.3'), '1/P1/0s': fired(5, '2.2') }
  const of = (epoch: number) => incident({ escalations, clock: { from: 0, epoch }, surfaces: { panel } })
  expect(threadOf(of(0), 'ping')).toBe('2.1')
  expect(threadOf(of(1), 'ping')).toBe('2.2')
  expect(threadOf(of(2), 'ping')).toBe('1.1')
  const soon = incident({ surfaces: { panel }, pending: pending('announce-escalation', 'x') })
  expect(threadOf(soon, 'ping')).toBe('soon')
})

test('what belongs under a message that is on its way waits for it; one that was given up is no place', () => {
  const drawing = { wanted: 4, rendered: 0 }
  expect(threadOf(incident({ surfaces: { panel: drawing } }), 'panel')).toBe('soon')
  expect(threadOf(incident({ surfaces: { panel: { ...drawing, rendered: 4 } } }), 'panel')).toBeUndefined()
})

test('what follows stands under the message of the end, once that is posted, and under the panel while it is open', () => {
  const i = incident({ ended, endPost: { seq: 7 }, surfaces: { panel } })
  const posting = { ...i, pending: pending('post-notice', effectId(i.id, 7, 'post-notice')) }
  expect(threadOf(posting, 'end')).toBe('soon')
  expect(threadOf({ ...i, endPost: { seq: 7, ts: '3.1' } }, 'end')).toBe('3.1')
  expect(threadOf(i, 'end')).toBe('1.1')
  expect(threadOf(incident({ endPost: { seq: 7, ts: '3.1' }, surfaces: { panel } }), 'end')).toBe('1.1')
})
