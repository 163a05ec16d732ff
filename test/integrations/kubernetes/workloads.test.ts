import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKubernetes } from '../../../sandbox/kubernetes/server.ts'
import { World } from '../../../sandbox/world/world.ts'
import { createWorkloads } from '../../../src/integrations/kubernetes/workloads.ts'
import { kubernetesRolloutRestart as action } from '../../../src/runbook/actions/kubernetes-rollout-restart.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import { ctxWith } from '../../runbook/fake-production.ts'

let time = Date.UTC(2025, 0, 20, 14, 32)
let world: World
let cluster: Awaited<ReturnType<typeof startKubernetes>>
beforeAll(async () => {
  world = new World({ now: () => time, taskStartMs: 9000 })
  cluster = await startKubernetes(world)
})
afterAll(() => cluster.stop())
const params = action.parse({ namespace: 'default', deployment: 'pgbouncer' })
const ctx = () => ({ ...ctxWith({ workloads: createWorkloads(cluster.kubeconfig) }), now: time })
const claimNow = (request: string) => ({
  request,
  params,
  before: { generation: world.pooler.generation() },
  at: time,
})

test('previews, restarts by one patch, and is done when every pod is new and ready', async () => {
  expect(await action.preview(params, ctx())).toEqual({
    binds: { generation: 3 },
    brief: '2 pods',
    shows: [
      { label: 'pgbouncer (default)', now: '2 of 2 pods ready', after: '2 new pods' },
      { label: 'Image', now: 'registry.example/pgbouncer:1.24 (stays)' },
    ],
  })
  const claim = claimNow('INC-1-b1s1')
  const receipt = await action.execute(claim, ctx())
  expect(receipt).toEqual({ generation: 4 })
  expect(cluster.patches).toEqual([
    {
      spec: {
        template: {
          metadata: {
            annotations: {
              'kubectl.kubernetes.io/restartedAt': new Date(time).toISOString(),
              'pitcrew.dev/restarted-by': 'INC-1-b1s1',
            },
          },
        },
      },
    },
  ])
  expect(await action.verify(claim, receipt, ctx())).toMatchObject({
    state: 'pending',
    progress: '0 of 2 pods new, 2 ready',
  })
  time += 10_000
  expect(await action.verify(claim, receipt, ctx())).toEqual({
    state: 'done',
    detail: '2 of 2 new pods ready',
  })
})

test('a paused deployment is refused before anybody approves, and is said where it is paused meanwhile', async () => {
  world.pooler.pause(true)
  expect(await action.preview(params, ctx())).toEqual({
    refused: 'pgbouncer in default is paused, so a restart would not begin.',
    next: 'Resume it first: kubectl rollout resume.',
  })
  const claim = claimNow('INC-1-b0s1')
  const receipt = await action.execute(claim, ctx())
  time += 600_000
  expect(await action.verify(claim, receipt, ctx())).toMatchObject({
    state: 'failed',
    detail: expect.stringContaining('was paused meanwhile'),
  })
  world.pooler.pause(false)
  time += 10_000
  expect(await action.verify(claim, receipt, ctx())).toMatchObject({ state: 'done' })
})

describe('when the answer is lost', () => {
  test('after it was done: not known, found by the request’s mark', async () => {
    cluster.plan('PATCH', 'drop-after')
    const claim = claimNow('INC-1-b2s1')
    await expect(action.execute(claim, ctx())).rejects.toThrow(Ambiguous)
    expect(await action.reconcile(claim, ctx())).toEqual({ state: 'applied', receipt: { generation: 6 } })
  })
  test('before it was done: cannot tell at first, then not applied', async () => {
    cluster.plan('PATCH', 'drop-before')
    const claim = claimNow('INC-1-b3s1')
    await expect(action.execute(claim, ctx())).rejects.toThrow(Ambiguous)
    expect(await action.reconcile(claim, ctx())).toMatchObject({ state: 'cannot-tell' })
    time += 20_000
    expect(await action.reconcile(claim, ctx())).toMatchObject({ state: 'not-applied' })
  })
  test('and somebody else restarts it: that is said, not taken for ours', async () => {
    const claim = claimNow('INC-1-b4s1')
    world.pooler.restart({ 'pitcrew.dev/restarted-by': 'INC-9-b1s1' })
    expect(await action.reconcile(claim, ctx())).toMatchObject({ state: 'cannot-tell' })
    expect(await action.verify(claim, { generation: claim.before.generation }, ctx())).toMatchObject({
      state: 'failed',
    })
  })
})

test('what Kubernetes denies names the missing right; an unknown deployment is said', async () => {
  cluster.plan('PATCH', 'denied')
  const denied = action.execute(claimNow('x'), ctx())
  await expect(denied).rejects.toThrow(NotSent)
  await expect(denied).rejects.toThrow('lacks “patch” on deployments in default')
  const other = action.parse({ namespace: 'default', deployment: 'nothing' })
  await expect(action.preview(other, ctx())).rejects.toThrow('knows no deployment nothing in default')
})

test('a kubeconfig that is not there is said when it is needed', async () => {
  const workloads = createWorkloads('/nowhere/config')
  await expect(action.preview(params, { ...ctx(), ports: { ...ctx().ports, workloads } })).rejects.toThrow(
    'KUBECONFIG cannot be used',
  )
})

test.each(['../x', 'a/b', 'A', '-x', 'x'.repeat(64), '', 'a; rm'])('namespace “%s” is refused', namespace => {
  expect(() => action.parse({ namespace, deployment: 'pgbouncer' })).toThrow()
})
