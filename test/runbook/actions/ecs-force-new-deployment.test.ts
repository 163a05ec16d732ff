import { describe, expect, test } from 'vitest'
import { ecsForceNewDeployment as action } from '../../../src/runbook/actions/ecs-force-new-deployment.ts'
import type { ServiceState } from '../../../src/runbook/ports/containers.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
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

const before = { desired: 4, taskDefinition: revision, primary: 'd1' }
const claim = { request: 'r1', params: ref, before, at: claimedAt }
const receipt = { deployment: 'd2' }
const old = deployment({ status: 'ACTIVE' })
const fresh = (more = {}) =>
  deployment({ id: 'd2', rollout: 'IN_PROGRESS', running: 2, createdAt: claimedAt + 500, ...more })

describe('preview', () => {
  test('binds to what the decision rests on, and shows the rest', async () => {
    expect(await action.preview(ref, seeing({ running: 1 }))).toEqual({
      brief: '4 tasks',
      binds: before,
      shows: [
        { label: 'api (eu-west-2)', now: '1 of 4 tasks running', after: '4 new tasks' },
        { label: 'Revision', now: 'api:41, image registry.example/api:v41 (stays)' },
      ],
    })
  })

  test('a running count that moves does not change what is bound; a deployment by somebody else does', async () => {
    const bindsOf = async (shown: Partial<ServiceState>) => {
      const preview = await action.preview(ref, seeing(shown))
      return 'binds' in preview ? preview.binds : undefined
    }
    expect(await bindsOf({ running: 0 })).toEqual(before)
    expect(await bindsOf({ deployments: [deployment({ id: 'd9' })] })).not.toEqual(before)
    expect(await bindsOf({ desired: 5 })).not.toEqual(before)
    expect(await bindsOf({ taskDefinition: 'x:42' })).not.toEqual(before)
  })

  test('a rollout that is under way is shown', async () => {
    const preview = await action.preview(ref, seeing({ deployments: [fresh(), old] }))
    expect('shows' in preview && preview.shows.map(r => r.label)).toContain('Under way')
  })

  test.each([
    [{ status: 'INACTIVE' }, 'is INACTIVE'],
    [{ desired: 0, running: 0 }, 'wants 0 tasks'],
    [{ deployments: [] }, 'has no deployment of its own'],
  ])('%o is refused in words', async (shown, words) => {
    const preview = await action.preview(ref, seeing(shown))
    expect(preview).toEqual({
      refused: `api in eu-west-2 ${words}, so it cannot be restarted.`,
      next: 'Look at the service in AWS.',
    })
  })

  test('without AWS nothing is sent, and why is said', async () => {
    await expect(action.preview(ref, ctxWith({}))).rejects.toThrow(NotSent)
  })
})

describe('execute', () => {
  test('is one call', async () => {
    const { containers, calls } = fakeContainers(serviceState())
    expect(await action.execute(claim, ctxWith({ containers }))).toEqual(receipt)
    expect(calls).toEqual(['force'])
  })

  test('an answer that still names the old deployment is not taken for success', async () => {
    const { containers } = fakeContainers(serviceState())
    const stale = { ...containers, forceNewDeployment: async () => ({ deployment: 'd1' }) }
    await expect(action.execute(claim, ctxWith({ containers: stale }))).rejects.toThrow(Ambiguous)
  })
})

describe('verify', () => {
  const verify = (shown: Partial<ServiceState>, afterMs = 2000) =>
    action.verify(claim, receipt, seeing(shown, afterMs))

  test('done only when it is complete, all run, and the old one is gone', async () => {
    const complete = fresh({ rollout: 'COMPLETED', running: 4 })
    expect(await verify({ deployments: [complete] })).toEqual({
      state: 'done',
      detail: '4 of 4 new tasks running, old ones gone',
    })
    expect(await verify({ deployments: [complete, old] })).toMatchObject({ state: 'pending' })
    expect(await verify({ deployments: [fresh({ running: 4 })] })).toMatchObject({ state: 'pending' })
    expect(await verify({ deployments: [{ ...complete, running: 3 }] })).toMatchObject({ state: 'pending' })
  })

  test('progress in words and as a share', async () => {
    expect(await verify({ deployments: [fresh(), old] })).toEqual({
      state: 'pending',
      progress: '2 of 4 new tasks running',
      done: 0.5,
      lookAgainMs: 5000,
    })
    const failing = await verify({ deployments: [fresh({ failed: 3 }), old] })
    expect(failing).toMatchObject({ progress: '2 of 4 new tasks running, 3 failed to start' })
  })

  test.each([
    [2000, 5000],
    [59_999, 5000],
    [60_000, 10_000],
    [180_000, 15_000],
    [900_000, 15_000],
  ])('%i ms after the claim it looks again after %i ms', async (afterMs, lookAgainMs) => {
    expect(await verify({ deployments: [fresh(), old] }, afterMs)).toMatchObject({ lookAgainMs })
  })

  test('the circuit breaker’s verdict is the outcome, also where AWS has rolled back since', async () => {
    const failed = fresh({ rollout: 'FAILED', rolloutReason: 'tasks failed to start' })
    const expected = { state: 'failed', detail: 'the new deployment failed: tasks failed to start' }
    expect(await verify({ deployments: [failed, old] })).toEqual(expected)
    const rolledBack = deployment({ id: 'd3', createdAt: claimedAt + 9000 })
    expect(await verify({ deployments: [rolledBack, { ...failed, status: 'ACTIVE' }] })).toEqual(expected)
  })

  test('somebody’s newer deployment is said', async () => {
    const foreign = deployment({ id: 'd3', createdAt: claimedAt + 9000 })
    for (const deployments of [[foreign, fresh({ status: 'ACTIVE' })], [foreign]])
      expect(await verify({ deployments })).toMatchObject({
        state: 'failed',
        detail: expect.stringContaining('a newer deployment has taken its place'),
      })
  })

  test('a deployment that AWS does not show yet is waited for, not failed', async () => {
    expect(await verify({ deployments: [deployment()] })).toMatchObject({
      state: 'pending',
      progress: 'AWS does not show the new deployment yet',
    })
  })

  test('no tasks wanted is not “0 of 0 running”', async () => {
    const none = fresh({ rollout: 'COMPLETED', running: 0 })
    expect(await verify({ desired: 0, running: 0, deployments: [none] })).toEqual({
      state: 'failed',
      detail: 'the service wants 0 tasks meanwhile',
    })
  })
})

describe('reconcile', () => {
  const reconcile = (deployments: ServiceState['deployments'], afterMs = 2000) =>
    action.reconcile(claim, seeing({ deployments }, afterMs))
  const applied = { state: 'applied', receipt }

  test('a deployment that was not there, made since, is ours', async () => {
    expect(await reconcile([fresh(), old])).toEqual(applied)
  })

  test('the old one still shown needs no clock; without it, AWS’ may be some seconds behind', async () => {
    expect(await reconcile([fresh({ createdAt: claimedAt - 60_000 }), old])).toEqual(applied)
    expect(await reconcile([fresh({ createdAt: claimedAt - 4000 })])).toEqual(applied)
    expect(await reconcile([fresh({ createdAt: claimedAt - 6000 })], 60_000)).toMatchObject({
      state: 'not-applied',
    })
  })

  test('an older one that was draining at the claim is not taken for ours', async () => {
    const justBefore = deployment({ createdAt: claimedAt - 1000 })
    const draining = deployment({ id: 'd0', status: 'ACTIVE', createdAt: claimedAt - 3000 })
    expect(await reconcile([justBefore, draining], 60_000)).toMatchObject({ state: 'not-applied' })
  })

  test('another revision is somebody else’s: it proves nothing about ours', async () => {
    expect(await reconcile([fresh({ taskDefinition: 'x:42' }), old], 60_000)).toMatchObject({
      state: 'cannot-tell',
    })
  })

  test('nothing new counts as not applied only once a late call can no longer arrive', async () => {
    expect(await reconcile([deployment()], 14_999)).toMatchObject({ state: 'cannot-tell' })
    expect(await reconcile([deployment()], 15_000)).toMatchObject({ state: 'not-applied' })
  })
})

test('it cannot be taken back, and says so', () => {
  expect(action.undo(claim)).toBeUndefined()
  expect(action.undoWords(ref, before)).toContain('not possible')
  expect(action.risk).toBe('irreversible')
})
