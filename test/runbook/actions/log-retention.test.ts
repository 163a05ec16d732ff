import { describe, expect, test } from 'vitest'
import { logRetention as action } from '../../../src/runbook/actions/log-retention.ts'
import type { Logs } from '../../../src/runbook/ports/logs.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

function fakeLogs(days: number | undefined) {
  const set: (number | undefined)[] = []
  const logs = {
    describeGroup: async () => ({ storedBytes: 2_000_000, ...(days === undefined ? {} : { days }) }),
    async setRetention(_: unknown, to: number | undefined) {
      set.push(to)
    },
  } as unknown as Logs
  return { logs, set }
}
const group = { region: 'eu-west-2', group: '/ecs/api' }
const toSeven = action.parse({ ...group, days: 7 })
const seeing = (days: number | undefined, afterMs = 2000) => ctxWith({ logs: fakeLogs(days).logs }, afterMs)
const claim = (before: number, days: number | 'never' = 7) => ({
  request: 'r1',
  params: action.parse({ ...group, days }),
  before: { days: before },
  at: claimedAt,
})

describe('preview', () => {
  test('lowering says what AWS will delete', async () => {
    expect(await action.preview(toSeven, seeing(30))).toMatchObject({
      binds: { days: 30 },
      shows: [
        { now: 'keeps 30 days, 2.0 MB stored', after: '7 days' },
        { label: 'Deletes', now: expect.stringContaining('older than 7 days') },
      ],
    })
  })
  test('from for ever is lowering too; raising deletes nothing; the same is nothing to do', async () => {
    expect(await action.preview(toSeven, seeing(undefined))).toMatchObject({
      shows: [{}, { label: 'Deletes' }],
    })
    expect(await action.preview(toSeven, seeing(3))).toMatchObject({ shows: [{ after: '7 days' }] })
    expect(await action.preview(toSeven, seeing(7))).toMatchObject({ nothingToDo: expect.any(String) })
  })
})

test.each([0, -1, 2, 8, 1e9, 'ever'])('%s days are refused', days => {
  expect(() => action.parse({ ...group, days })).toThrow()
})

test('never is the deletion of the policy', async () => {
  const { logs, set } = fakeLogs(7)
  await action.execute(claim(7, 'never'), ctxWith({ logs }))
  await action.execute(claim(30), ctxWith({ logs }))
  expect(set).toEqual([undefined, 7])
})

test('read back: done, pending while it may land, failed after that', async () => {
  const verify = (days: number | undefined, afterMs: number) =>
    action.verify(claim(30), { days: 7 }, seeing(days, afterMs))
  expect(await verify(7, 100)).toMatchObject({ state: 'done' })
  expect(await verify(30, 100)).toMatchObject({ state: 'pending' })
  expect(await verify(30, 20_000)).toEqual({ state: 'failed', detail: 'CloudWatch shows 30 days' })
})

test.each([
  [7, 100, 'applied'],
  [30, 100, 'cannot-tell'],
  [30, 20_000, 'not-applied'],
  [90, 20_000, 'cannot-tell'],
])('a lost answer while it shows %s days after %s ms: %s', async (days, afterMs, state) => {
  expect(await action.reconcile(claim(30), seeing(days, afterMs))).toMatchObject({ state })
})

test('the way back is the setting before, for ever included', () => {
  expect(action.undo(claim(30))).toEqual({ ...group, days: 30 })
  expect(action.undo(claim(-1))).toEqual({ ...group, days: 'never' })
})
