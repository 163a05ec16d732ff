import { describe, expect, test } from 'vitest'
import { ecsRollback as action } from '../../../src/runbook/actions/ecs-rollback.ts'
import { Ambiguous } from '../../../src/runbook/ports/faults.ts'
import {
  claimedAt,
  ctxWith,
  deployment,
  fakeContainers,
  ref,
  revision,
  seeing,
  serviceState,
} from '../fake-production.ts'

const at = (n: number) => revision.replace(/41$/, String(n))
const before = { taskDefinition: at(41), primary: 'd1', to: at(40) }
const claim = { request: 'r1', params: ref, before, at: claimedAt }

describe('preview', () => {
  test('shows both revisions with image and age, and binds to what it rests on', async () => {
    expect(await action.preview(ref, seeing({}))).toEqual({
      binds: before,
      shows: [
        { label: 'api (eu-west-2)', now: 'api:41', after: 'api:40' },
        {
          label: 'Image',
          now: 'registry.example/api:v41, registered 3 days ago',
          after: 'registry.example/api:v40, registered 3 days ago',
        },
      ],
    })
  })

  test('without an earlier revision that can be run it refuses, and says what else', async () => {
    const shown = serviceState({ taskDefinition: at(40) })
    expect(
      await action.preview(ref, ctxWith({ containers: fakeContainers(shown).containers })),
    ).toMatchObject({
      refused: 'api in eu-west-2 runs api:40, and no earlier revision can still be run.',
    })
  })

  test('the way forward names its revision; being there already is nothing to do', async () => {
    expect(await action.preview({ ...ref, to: at(42) }, seeing({}))).toMatchObject({ binds: { to: at(42) } })
    expect(await action.preview({ ...ref, to: at(41) }, seeing({}))).toMatchObject({
      nothingToDo: 'api runs api:41 already: nothing to do.',
    })
  })

  test('a service that wants no tasks, or goes away, is refused', async () => {
    expect(await action.preview(ref, seeing({ desired: 0 }))).toMatchObject({ refused: expect.any(String) })
    expect(await action.preview(ref, seeing({ status: 'DRAINING' }))).toMatchObject({
      refused: expect.stringContaining('is DRAINING'),
    })
  })
})

test.each(['latest', 'api:40', '--force', `${revision}; rm -rf /`])('“%s” is no revision', to => {
  expect(() => action.parse({ ...ref, to })).toThrow('expected a task definition')
})

describe('execute', () => {
  test('is one call', async () => {
    const { containers, calls } = fakeContainers(serviceState())
    expect(await action.execute(claim, ctxWith({ containers }))).toEqual({ deployment: 'd2' })
    expect(calls).toEqual(['revision 40'])
  })

  test('an answer that still names the old deployment is not known', async () => {
    const { containers } = fakeContainers(serviceState())
    const stale = { ...containers, setRevision: async () => ({ deployment: 'd1' }) }
    await expect(action.execute(claim, ctxWith({ containers: stale }))).rejects.toThrow(Ambiguous)
  })
})

const ours = (more = {}) =>
  deployment({ id: 'd2', taskDefinition: at(40), createdAt: claimedAt + 100, ...more })

test('done when only the new deployment runs; a circuit breaker’s word is a failure', async () => {
  const receipt = { deployment: 'd2' }
  const done = await action.verify(
    claim,
    receipt,
    seeing({ taskDefinition: at(40), deployments: [ours()] }, 30_000),
  )
  expect(done).toMatchObject({ state: 'done' })
  const failed = ours({ rollout: 'FAILED', rolloutReason: 'tasks failed to start' })
  expect(
    await action.verify(claim, receipt, seeing({ deployments: [failed, deployment()] }, 30_000)),
  ).toEqual({
    state: 'failed',
    detail: 'the new deployment failed: tasks failed to start',
  })
})

test.each([
  ['ours is there', { deployments: [ours(), deployment({ status: 'ACTIVE' })] }, 2000, 'applied'],
  ['nothing yet', {}, 2000, 'cannot-tell'],
  ['nothing after its time', {}, 20_000, 'not-applied'],
  ['another revision', { deployments: [ours({ taskDefinition: at(43) })] }, 20_000, 'cannot-tell'],
])('a lost answer, and %s: %s', async (_, shown, afterMs, state) => {
  expect(await action.reconcile(claim, seeing(shown, afterMs))).toMatchObject({ state })
})

test('the way back is forward again, by the same kind', () => {
  expect(action.undo(claim)).toEqual({ ...ref, to: at(41) })
})
