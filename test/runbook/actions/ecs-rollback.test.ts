// Long because each way in which the revision to go back to is found, or is not, has its row.
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
      brief: 'api:41 → api:40',
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
    const { containers } = fakeContainers(serviceState())
    const none = { ...containers, listDeployments: async () => [], listRevisions: async () => [at(41)] }
    expect(await action.preview(ref, ctxWith({ containers: none }))).toMatchObject({
      refused: 'api in eu-west-2 runs api:41, and no earlier revision can still be run.',
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
    expect(await action.preview(ref, seeing({ controller: 'CODE_DEPLOY' }))).toMatchObject({
      refused: expect.stringContaining('is deployed by AWS CodeDeploy'),
    })
  })
})

describe('which revision it goes back to', () => {
  type Past = [revision: number, status: string]
  const going = async (
    current: number,
    past: Past[],
    {
      bad = [],
      registered = [43, 42, 41, 40],
      deregistered = [],
    }: { bad?: number[]; registered?: number[]; deregistered?: number[] } = {},
    deployments = [deployment({ taskDefinition: at(current) })],
  ) => {
    const { containers } = fakeContainers(serviceState({ taskDefinition: at(current), deployments }))
    const known = {
      ...containers,
      listDeployments: async () =>
        past.map(([n, status], age) => ({ taskDefinition: at(n), status, at: claimedAt - age * 1000 })),
      listRevisions: async () => registered.map(at),
      describeRevision: async (_: unknown, td: string) => ({
        image: `api:v${td.split(':').at(-1)}`,
        isActive: !deregistered.map(at).includes(td),
        environment: {},
      }),
    }
    const preview = await action.preview({ ...ref, bad: bad.map(at) }, ctxWith({ containers: known }))
    if ('binds' in preview)
      return Number(
        String((preview.binds as { to: string }).to)
          .split(':')
          .at(-1),
      )
    const choice = (preview as { choice?: { options: { value: string; label: string; hint: string }[] } })
      .choice
    return choice?.options.map(o => `${o.label}; ${o.hint}`)
  }

  test.each<[string, number, Past[], number]>([
    [
      '42 was bad, 41 ran again, 43 is bad',
      43,
      [
        [43, 'SUCCESSFUL'],
        [41, 'SUCCESSFUL'],
        [42, 'SUCCESSFUL'],
      ],
      41,
    ],
    [
      '42 was registered and never deployed',
      43,
      [
        [43, 'IN_PROGRESS'],
        [41, 'SUCCESSFUL'],
      ],
      41,
    ],
    [
      '42 was rolled back by AWS',
      43,
      [
        [43, 'SUCCESSFUL'],
        [42, 'ROLLBACK_SUCCESSFUL'],
        [41, 'SUCCESSFUL'],
      ],
      41,
    ],
    [
      '42 was stopped before it ran',
      43,
      [
        [43, 'SUCCESSFUL'],
        [42, 'STOPPED'],
        [40, 'SUCCESSFUL'],
      ],
      40,
    ],
    [
      'the present one was deployed again',
      43,
      [
        [43, 'SUCCESSFUL'],
        [43, 'SUCCESSFUL'],
        [41, 'SUCCESSFUL'],
      ],
      41,
    ],
  ])('%s: the last that ran before', async (_, current, past, expected) => {
    expect(await going(current, past)).toBe(expected)
  })

  test('the one that AWS is replacing comes first, unless it is known to be bad', async () => {
    const rolling = [
      deployment({ id: 'd2', taskDefinition: at(43), rollout: 'IN_PROGRESS' }),
      deployment({ id: 'd1', taskDefinition: at(42), status: 'ACTIVE' }),
    ]
    const past: Past[] = [
      [43, 'IN_PROGRESS'],
      [42, 'SUCCESSFUL'],
      [41, 'SUCCESSFUL'],
    ]
    expect(await going(43, past, {}, rolling)).toBe(42)
    expect(await going(43, past, { bad: [42] }, rolling)).toBe(41)
  })

  test('one that was deregistered is passed over', async () => {
    expect(
      await going(
        43,
        [
          [42, 'SUCCESSFUL'],
          [41, 'SUCCESSFUL'],
        ],
        { deregistered: [42] },
      ),
    ).toBe(41)
  })

  test('twenty and more newer revisions hide nothing', async () => {
    const registered = Array.from({ length: 60 }, (_, n) => 100 - n)
    expect(
      await going(
        43,
        [
          [43, 'SUCCESSFUL'],
          [41, 'SUCCESSFUL'],
        ],
        { registered },
      ),
    ).toBe(41)
  })

  test('where AWS names none that ran, people choose by image and by how it ended', async () => {
    expect(await going(43, [[42, 'ROLLBACK_FAILED']], { bad: [41] })).toEqual([
      'api:42 · api:v42; failed, and AWS could not roll it back',
      'api:40 · api:v40; AWS knows no deployment of it',
    ])
  })

  test('a revision of another family is refused, whoever sent it', async () => {
    const foreign = 'arn:aws:ecs:eu-west-2:123456789012:task-definition/payroll:7'
    expect(await action.preview({ ...ref, to: foreign }, seeing({}))).toMatchObject({
      refused: expect.stringContaining('payroll:7 is no revision of what api runs'),
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

test.each([
  [
    'by its own events',
    {
      events: [
        {
          at: claimedAt + 60_000,
          text: '(service api) (deployment d2) deployment failed: tasks failed to start.',
        },
      ],
    },
    20_000,
    /AWS rolled the new deployment back: \(deployment d2\) deployment failed: tasks failed to start/,
  ],
  [
    'by the reason of the deployment in use',
    {
      deployments: [
        deployment({ rolloutReason: 'ECS deployment circuit breaker: rolling back to deploymentId d1.' }),
      ],
    },
    3000,
    /circuit breaker: rolling back/,
  ],
  ['without a word', {}, 20_000, /the deployment before it is in use again/],
])('a deployment that AWS rolled back is said to be so, %s', async (_, shown, afterMs, words) => {
  const outcome = await action.verify(claim, { deployment: 'd2' }, seeing(shown, afterMs))
  expect(outcome).toMatchObject({ state: 'failed', detail: expect.stringMatching(words) })
})

test('the deployment before it may be AWS lagging at first', async () => {
  expect(await action.verify(claim, { deployment: 'd2' }, seeing({}, 3000))).toMatchObject({
    state: 'pending',
  })
})

test('old tasks that still stop are said', async () => {
  const shown = { deployments: [ours(), deployment({ status: 'ACTIVE', running: 2 })] }
  expect(await action.verify(claim, { deployment: 'd2' }, seeing(shown, 9000))).toMatchObject({
    progress: '4 of 4 new tasks running, 2 old ones still stop',
  })
})

test('a lost answer is no failure where the revision runs, whatever AWS’ clock says', async () => {
  const shown = { taskDefinition: at(40), deployments: [ours({ createdAt: claimedAt - 3_600_000 })] }
  expect(await action.reconcile(claim, seeing(shown, 60_000))).toEqual({
    state: 'applied',
    receipt: { deployment: 'd2' },
  })
})

test('the way back is forward again, by the same kind', () => {
  expect(action.undo(claim)).toEqual({ ...ref, to: at(41) })
})
