import { describe, expect, test } from 'vitest'
import { ecsScaleService as action } from '../../../src/runbook/actions/ecs-scale-service.ts'
import type { ServiceState } from '../../../src/runbook/ports/containers.ts'
import { claimedAt, ctxWith, fakeContainers, ref, seeing, serviceState } from '../fake-production.ts'

const limits = { ...ref, min: 2, max: 12 }
const toSix = { ...limits, atLeast: 6 }
const claim = { request: 'r1', params: toSix, before: { desired: 2 }, at: claimedAt }

describe('preview', () => {
  test('shows from and to, and binds to the number only', async () => {
    expect(await action.preview(toSix, seeing({ desired: 2, running: 1 }))).toEqual({
      brief: '2 → 6',
      binds: { desired: 2 },
      shows: [{ label: 'api (eu-west-2)', now: '2 wanted, 1 running', after: '6 (limit 12)' }],
    })
  })

  test('atLeast never lowers, even where more run than the playbook allows', async () => {
    expect(await action.preview(toSix, seeing({ desired: 14 }))).toMatchObject({
      nothingToDo: 'api in eu-west-2 has 14 already: nothing to do.',
    })
  })

  test('exactly says a reduction in words', async () => {
    const preview = await action.preview({ ...limits, exactly: 3 }, seeing({ desired: 8 }))
    expect(preview).toMatchObject({ shows: [{ after: '3 (a reduction by 5) (limit 12)' }] })
  })

  test('exactly what is there already is nothing to do', async () => {
    const preview = await action.preview({ ...limits, exactly: 4 }, seeing({ desired: 4 }))
    expect(preview).toMatchObject({ nothingToDo: expect.stringContaining('4 already') })
  })

  test('a service with one task on each instance is refused before anybody approves', async () => {
    expect(await action.preview(toSix, seeing({ scheduling: 'DAEMON' }))).toMatchObject({
      refused: expect.stringContaining('runs one task on each instance (DAEMON)'),
    })
  })

  test('a service that is going away is refused in words', async () => {
    expect(await action.preview(toSix, seeing({ status: 'DRAINING' }))).toMatchObject({
      refused: 'api in eu-west-2 is DRAINING, so it cannot be scaled.',
    })
  })
})

test.each([
  [{ exactly: 0 }, 'zero tasks'],
  [{ atLeast: 0 }, 'zero tasks'],
  [{ atLeast: 6, min: 0 }, 'zero tasks'],
  [{ exactly: 13 }, 'outside min to max'],
  [{ exactly: 1 }, 'outside min to max'],
  [{ atLeast: 13 }, 'outside min to max'],
  [{ atLeast: 6, min: 9, max: 8 }, 'expected 1 ≤ min ≤ max'],
  [{ atLeast: 6, exactly: 6 }, 'either atLeast or exactly'],
  [{}, 'either atLeast or exactly'],
  [{ exactly: 2.5 }, 'int'],
])('%o is refused: %s', (more, words) => {
  expect(() => action.parse({ ...limits, ...more })).toThrow(words)
})

test('executes one call with the number that was approved', async () => {
  const { containers, calls } = fakeContainers(serviceState({ desired: 2 }))
  await action.execute(claim, ctxWith({ containers }))
  expect(calls).toEqual(['scale 6'])
})

describe('verify', () => {
  const verify = (shown: Partial<ServiceState>, afterMs = 2000) =>
    action.verify(claim, { desired: 6 }, seeing(shown, afterMs))

  test('done when as many run as were meant', async () => {
    expect(await verify({ desired: 6, running: 6 })).toEqual({
      state: 'done',
      detail: '6 of 6 tasks running',
    })
    expect(await verify({ desired: 6, running: 3 })).toEqual({
      state: 'pending',
      progress: '3 of 6 tasks running',
      done: 0.5,
      lookAgainMs: 5000,
    })
    // A deployment that rolls out runs more than are wanted for a while.
    expect(await verify({ desired: 6, running: 7 })).toMatchObject({ state: 'done' })
  })

  test('more than “at least”, by auto scaling, is done, and that is said', async () => {
    expect(await verify({ desired: 9, running: 9 })).toEqual({
      state: 'done',
      detail: '9 tasks running, at least 6 were wanted; somebody (or auto scaling) wants 9 meanwhile',
    })
    expect(await verify({ desired: 9, running: 5 })).toMatchObject({ state: 'pending' })
  })

  test('fewer than were meant, or another number than exactly, that somebody else set is said', async () => {
    expect(await verify({ desired: 5, running: 5 })).toEqual({
      state: 'failed',
      detail: 'somebody (or auto scaling) changed it to 5 meanwhile',
    })
    const exactly = { ...claim, params: { ...limits, exactly: 6 } }
    expect(
      await action.verify(exactly, { desired: 6 }, seeing({ desired: 9, running: 9 }, 2000)),
    ).toMatchObject({
      state: 'failed',
    })
  })

  test('where fewer are meant it waits for the others to stop, and says how many do', async () => {
    const fewer = { ...claim, params: { ...limits, exactly: 3 }, before: { desired: 6 } }
    expect(
      await action.verify(fewer, { desired: 3 }, seeing({ desired: 3, running: 5 }, 2000)),
    ).toMatchObject({
      state: 'pending',
      progress: '3 of 3 tasks running, 2 still stop',
    })
    expect(
      await action.verify(fewer, { desired: 3 }, seeing({ desired: 3, running: 3 }, 2000)),
    ).toMatchObject({
      state: 'done',
    })
  })

  test('why AWS cannot start tasks is said beside the progress', async () => {
    const text =
      '(service api) was unable to place a task because no container instance met all of its requirements.'
    const before = { at: claimedAt - 60_000, text: '(service api) failed to launch a task.' }
    expect(
      await verify({ desired: 6, running: 2, events: [{ at: claimedAt + 900, text }, before] }),
    ).toMatchObject({
      progress:
        '2 of 6 tasks running. AWS: was unable to place a task because no container instance met all of its requirements.',
    })
    expect(await verify({ desired: 6, running: 2, events: [before] })).toMatchObject({
      progress: '2 of 6 tasks running',
    })
  })

  test('the number before may be AWS lagging at first, and is somebody’s doing later', async () => {
    expect(await verify({ desired: 2, running: 2 })).toMatchObject({ state: 'pending' })
    expect(await verify({ desired: 2, running: 2 }, 15_000)).toMatchObject({ state: 'failed' })
  })

  test('AWS’ answer to the call does not lower the mark', async () => {
    const shown = seeing({ desired: 3, running: 3 }, 2000)
    expect(await action.verify(claim, { desired: 3 }, shown)).toMatchObject({ state: 'failed' })
  })

  test('a service that is going away has failed', async () => {
    expect(await verify({ status: 'INACTIVE', desired: 6, running: 6 })).toMatchObject({ state: 'failed' })
  })
})

describe('reconcile', () => {
  const reconcile = (desired: number, afterMs = 60_000) =>
    action.reconcile(claim, seeing({ desired }, afterMs))

  test('by the number that is wanted', async () => {
    expect(await reconcile(6)).toEqual({ state: 'applied', receipt: { desired: 6 } })
    expect(await reconcile(2)).toMatchObject({ state: 'not-applied' })
    expect(await reconcile(9)).toMatchObject({ state: 'applied' })
    expect(await reconcile(4)).toMatchObject({ state: 'cannot-tell' })
  })

  test('unchanged counts as not applied only once a late call can no longer arrive', async () => {
    expect(await reconcile(2, 14_999)).toMatchObject({ state: 'cannot-tell' })
    expect(await reconcile(2, 15_000)).toMatchObject({ state: 'not-applied' })
  })
})

describe('undo', () => {
  test('asks for exactly the number before, within the same limits', () => {
    const way = action.undo(claim)
    expect(way).toEqual({ ...limits, exactly: 2 })
    expect(action.parse(way)).toEqual(way)
    expect(action.undoWords(toSix, { desired: 2 })).toBe('back to 2')
  })

  test('a number that the playbook does not allow is not gone back to, and that is said beforehand', () => {
    expect(action.undo({ ...claim, before: { desired: 1 } })).toBeUndefined()
    expect(action.undoWords(toSix, { desired: 1 })).toBe(
      'not possible: 1 is outside what the playbook allows (2 to 12)',
    )
  })
})
