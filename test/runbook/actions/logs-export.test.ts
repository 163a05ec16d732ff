import { expect, test } from 'vitest'
import type { Incident } from '../../../src/incident/state.ts'
import { logsExport as action } from '../../../src/runbook/actions/logs-export.ts'
import type { ExportTask, Logs } from '../../../src/runbook/ports/logs.ts'
import { testPolicy } from '../../fixtures/policy.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

function fakeLogs(tasks: ExportTask[], running: ExportTask[] = []) {
  const started: Record<string, unknown>[] = []
  const logs = {
    describeGroup: async () => ({ storedBytes: 1_000_000 }),
    listRunningExports: async () => running,
    findExport: async () => tasks[0],
    async startExport(wanted: Record<string, unknown>) {
      started.push(wanted)
      return { task: 't1' }
    },
  } as unknown as Logs
  return { logs, started }
}
const params = action.parse({ region: 'eu-west-2', group: '/ecs/api', bucket: 'archive', hours: 24 })
const hour = 3_600_000
const to = Math.floor(claimedAt / hour) * hour
const before = { from: to - 24 * hour, to, name: 'pitcrew-x' }
const claim = { request: 'INC-1-b1s1', params, before, at: claimedAt }

test('the window reaches up to the moment it is asked for, and stays the same until it is approved', async () => {
  const taken = await action.preview(params, ctxWith({ logs: fakeLogs([]).logs }))
  expect(taken).toMatchObject({ binds: { from: before.from, to: claimedAt } })
  const { binds } = taken as unknown as { binds: { from: number; to: number; name: string } }
  const later = await action.preview(action.pin(params, binds), ctxWith({ logs: fakeLogs([]).logs }, 600_000))
  expect(later).toMatchObject({ binds })
})

test('an incident that began before the window is in it, with what led to it', async () => {
  const declaredAt = claimedAt - 50 * hour
  const filled = action.fill(params, { declaredAt } as Incident, testPolicy())
  const taken = await action.preview(filled, ctxWith({ logs: fakeLogs([]).logs }))
  const { from } = (taken as unknown as { binds: { from: number } }).binds
  expect(from).toBeLessThanOrEqual(declaredAt - hour)
  expect(from).toBeGreaterThan(declaredAt - 3 * hour)
  // A short incident of this hour is in the usual window.
  const short = action.fill(params, { declaredAt: claimedAt - 600_000 } as Incident, testPolicy())
  expect(await action.preview(short, ctxWith({ logs: fakeLogs([]).logs }))).toMatchObject({
    binds: { from: before.from, to: claimedAt },
    shows: [{}, { label: 'Newest lines' }, {}],
  })
})

test('while another one runs it is refused', async () => {
  const { logs } = fakeLogs([], [{ id: 't0', status: 'RUNNING' }])
  expect(await action.preview(params, ctxWith({ logs }))).toMatchObject({
    refused: expect.stringContaining('one at a time'),
  })
})

test('executes one call, named after the request', async () => {
  const { logs, started } = fakeLogs([])
  expect(await action.execute(claim, ctxWith({ logs }))).toEqual({ task: 't1' })
  expect(started).toEqual([
    {
      region: 'eu-west-2',
      group: '/ecs/api',
      bucket: 'archive',
      from: before.from,
      to,
      name: 'pitcrew-x-INC-1-b1s1',
    },
  ])
})

test.each([
  ['COMPLETED', 'done'],
  ['FAILED', 'failed'],
  ['CANCELLED', 'failed'],
  ['RUNNING', 'pending'],
])('%s is %s', async (status, state) => {
  const ctx = ctxWith({ logs: fakeLogs([{ id: 't1', status }]).logs })
  expect(await action.verify(claim, { task: 't1' }, ctx)).toMatchObject({ state })
})

test('a lost answer is settled by its name', async () => {
  const reconcile = (tasks: ExportTask[], afterMs: number) =>
    action.reconcile(claim, ctxWith({ logs: fakeLogs(tasks).logs }, afterMs))
  expect(await reconcile([{ id: 't9', status: 'RUNNING' }], 100)).toEqual({
    state: 'applied',
    receipt: { task: 't9' },
  })
  expect(await reconcile([], 100)).toMatchObject({ state: 'cannot-tell' })
  expect(await reconcile([], 60_000)).toMatchObject({ state: 'not-applied' })
})

test('all that is older than a shorter retention keeps is exported, from the beginning of the group', async () => {
  const old = action.parse({ region: 'eu-west-2', group: '/ecs/api', bucket: 'archive', olderThanDays: 7 })
  const createdAt = claimedAt - 400 * 24 * hour
  const { logs } = fakeLogs([])
  const since = (at: number) =>
    ctxWith({
      logs: { ...logs, describeGroup: async () => ({ storedBytes: 1, createdAt: at }) } as unknown as Logs,
    })
  expect(await action.preview(old, since(createdAt))).toMatchObject({
    binds: { from: Math.floor(createdAt / hour) * hour, to: to - 7 * 24 * hour },
    shows: [{ now: expect.stringContaining('older than 7 days, ') }, { now: 'bucket archive' }],
  })
  expect(await action.preview(old, since(claimedAt - 24 * hour))).toMatchObject({
    nothingToDo: '/ecs/api holds nothing older than 7 days: nothing to export.',
  })
})

test('hours and olderThanDays together, or neither, are refused', () => {
  const given = { region: 'eu-west-2', group: '/ecs/api', bucket: 'archive' }
  expect(() => action.parse(given)).toThrow('either hours or olderThanDays')
  expect(() => action.parse({ ...given, hours: 1, olderThanDays: 7 })).toThrow(
    'either hours or olderThanDays',
  )
})
