import { afterEach, expect, test, vi } from 'vitest'
import { createEcs } from '../../../src/integrations/aws/ecs.ts'
import { NotSent } from '../../../src/runbook/ports/faults.ts'
import { useAwsEnvironment } from './environment.ts'
import { answer, type Behaviour, drop, hang, service, startStandIn } from './stand-in.ts'

useAwsEnvironment()
const ref = { region: 'eu-west-2', cluster: 'prod', service: 'api' }
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
async function start(behave: Behaviour) {
  const aws = await startStandIn(behave)
  stops.push(aws.stop)
  vi.stubEnv('AWS_ENDPOINT_URL_ECS', aws.url)
  const ecs = createEcs()
  stops.push(ecs.stop)
  return { aws, ecs }
}
const failure = (promise: Promise<unknown>): Promise<NotSent> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    error => (error instanceof NotSent ? error : Promise.reject(error)),
  )

test('reads a service', async () => {
  const { aws, ecs } = await start(answer(200, { services: [service], failures: [] }))
  expect(await ecs.describeService(ref)).toEqual({
    events: [],
    controller: 'ECS',
    scheduling: 'REPLICA',
    status: 'ACTIVE',
    desired: 4,
    running: 1,
    pending: 3,
    taskDefinition: service.taskDefinition,
    deployments: [
      {
        id: 'ecs-svc/1',
        status: 'PRIMARY',
        rollout: 'IN_PROGRESS',
        rolloutReason: 'in progress',
        taskDefinition: service.taskDefinition,
        desired: 4,
        running: 1,
        failed: 2,
        createdAt: 1_737_383_520_000,
      },
    ],
  })
  expect(aws.received).toEqual([
    { operation: 'DescribeServices', input: { cluster: 'prod', services: ['api'] } },
  ])
})

test('reads the image, the age and the names of the environment of a revision', async () => {
  const image = 'registry.example/api:v41'
  const { ecs } = await start(
    answer(200, {
      taskDefinition: {
        containerDefinitions: [{ image, environment: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }],
        registeredAt: 1_737_383_520,
      },
    }),
  )
  const revision = await ecs.describeRevision(ref, 'api:41')
  expect(revision).toEqual({
    isActive: true,
    image,
    registeredAt: 1_737_383_520_000,
    environment: { DB_PASSWORD: expect.stringMatching(/^[0-9a-f]{16}$/) },
  })
  // What a variable holds stays in the integration.
  expect(JSON.stringify(revision)).not.toContain('hunter2')
})

test('reads past deployments, newest first, with the revision that each was of', async () => {
  const revisionArn = (n: number) => `arn:aws:ecs:eu-west-2:1:service-revision/prod/api/${n}`
  const taskDefinition = (n: number) => `arn:aws:ecs:eu-west-2:1:task-definition/api:${n}`
  const { aws, ecs } = await start((response, received) => {
    const body =
      received.operation === 'ListServiceDeployments'
        ? {
            serviceDeployments: [
              { targetServiceRevisionArn: revisionArn(1), status: 'SUCCESSFUL', createdAt: 1_737_000_000 },
              {
                targetServiceRevisionArn: revisionArn(2),
                status: 'ROLLBACK_SUCCESSFUL',
                createdAt: 1_737_383_520,
              },
              // One of which AWS knows the revision no more.
              { targetServiceRevisionArn: revisionArn(3), status: 'SUCCESSFUL', createdAt: 1_736_000_000 },
            ],
          }
        : {
            serviceRevisions: [1, 2].map(n => ({
              serviceRevisionArn: revisionArn(n),
              taskDefinition: taskDefinition(40 + n),
            })),
          }
    answer(200, body)(response, received)
  })
  expect(await ecs.listDeployments(ref)).toEqual([
    { taskDefinition: taskDefinition(42), status: 'ROLLBACK_SUCCESSFUL', at: 1_737_383_520_000 },
    { taskDefinition: taskDefinition(41), status: 'SUCCESSFUL', at: 1_737_000_000_000 },
  ])
  expect(aws.received[0]?.input).toEqual({ cluster: 'prod', service: 'api', maxResults: 100 })
})

test('AWS is asked for at most twenty revisions at once', async () => {
  const deployments = Array.from({ length: 45 }, (_, n) => ({
    targetServiceRevisionArn: `revision-${n}`,
    status: 'SUCCESSFUL',
    createdAt: 1_737_383_520 + n,
  }))
  const { aws, ecs } = await start(answer(200, { serviceDeployments: deployments, serviceRevisions: [] }))
  await ecs.listDeployments(ref)
  const asked = aws.received.slice(1).map(r => (r.input.serviceRevisionArns as string[]).length)
  expect(asked).toEqual([20, 20, 5])
})

test('lists revisions of the very family, newest first', async () => {
  const arn = (name: string) => `arn:aws:ecs:eu-west-2:1:task-definition/${name}`
  const taskDefinitionArns = [arn('api:42'), arn('api-worker:9'), arn('api:41')]
  const { ecs, aws } = await start(answer(200, { taskDefinitionArns }))
  expect(await ecs.listRevisions(ref, arn('api:42'))).toEqual([arn('api:42'), arn('api:41')])
  expect(aws.received[0]?.input).toMatchObject({ familyPrefix: 'api', status: 'ACTIVE', sort: 'DESC' })
})

test('rolls to a revision by one call', async () => {
  const { ecs, aws } = await start(answer(200, { service }))
  expect(await ecs.setRevision(ref, 'arn:x:41')).toEqual({ deployment: 'ecs-svc/1' })
  expect(aws.received).toEqual([
    { operation: 'UpdateService', input: { cluster: 'prod', service: 'api', taskDefinition: 'arn:x:41' } },
  ])
})

test('writes, and takes the receipt from the answer', async () => {
  const { ecs } = await start(answer(200, { service }))
  expect(await ecs.forceNewDeployment(ref)).toEqual({ deployment: 'ecs-svc/1' })
  expect(await ecs.setDesiredCount(ref, 4)).toEqual({ desired: 4 })
})

test('a reading call is tried again', async () => {
  let calls = 0
  const { aws, ecs } = await start((response, received) => {
    calls++
    const behave = calls === 1 ? drop : answer(200, { services: [service] })
    behave(response, received)
  })
  expect((await ecs.describeService(ref)).running).toBe(1)
  expect(aws.received).toHaveLength(2)
})

test('a service that AWS does not know is said by name', async () => {
  const { ecs } = await start(answer(200, { services: [], failures: [{ reason: 'MISSING' }] }))
  const error = await failure(ecs.describeService(ref))
  expect(error).toMatchObject({
    code: 'ServiceNotFound',
    retryable: false,
    message: 'AWS knows no service api in prod (eu-west-2)',
  })
})

test.each([
  ['no service', { services: [] }],
  ['a count that is missing', { services: [{ ...service, runningCount: undefined }] }],
  ['a count that is none', { services: [{ ...service, desiredCount: -1 }] }],
  ['no JSON', '<html>'],
])('an answer with %s is malformed, and never zero tasks', async (_, body) => {
  const { ecs } = await start(answer(200, body))
  expect(await failure(ecs.describeService(ref))).toMatchObject({ why: 'malformed' })
})

test('a read that is given up on is a timeout', async () => {
  const { aws, ecs } = await start(hang)
  const controller = new AbortController()
  const reading = failure(ecs.describeService(ref, controller.signal))
  await vi.waitFor(() => expect(aws.received).toHaveLength(1))
  controller.abort()
  expect(await reading).toMatchObject({
    why: 'timeout',
    message: 'AWS (eu-west-2) did not answer ecs:DescribeServices: it timed out',
  })
})

test('a dropped connection is a refusal after three tries', async () => {
  const { aws, ecs } = await start(drop)
  expect(await failure(ecs.describeService(ref))).toMatchObject({ why: 'refused', retryable: true })
  expect(aws.received).toHaveLength(3)
})

test('nobody there: nothing was sent, reading or writing', async () => {
  const { aws, ecs } = await start(drop)
  await aws.stop()
  stops.shift()
  const expected = { code: 'ECONNREFUSED', why: 'refused', retryable: true }
  expect(await failure(ecs.describeService(ref))).toMatchObject(expected)
  expect(await failure(ecs.forceNewDeployment(ref))).toMatchObject(expected)
})

test('each region has its own client', async () => {
  const seen: string[] = []
  const aws = await startStandIn((response, received) => {
    const scope = String(response.req.headers.authorization)
    seen.push(/Credential=[^/]+\/\d+\/([^/]+)/.exec(scope)?.[1] ?? '')
    answer(200, { services: [service] })(response, received)
  })
  stops.push(aws.stop)
  vi.stubEnv('AWS_ENDPOINT_URL_ECS', aws.url)
  const ecs = createEcs()
  stops.push(ecs.stop)
  await ecs.describeService(ref)
  await ecs.describeService({ ...ref, region: 'eu-west-1' })
  expect(seen).toEqual(['eu-west-2', 'eu-west-1'])
})
