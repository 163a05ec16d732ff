import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { afterEach, expect, test, vi } from 'vitest'
import { createEcs } from '../../../src/integrations/aws/ecs.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import { useAwsEnvironment } from './environment.ts'
import { answer, type Behaviour, drop, hang, refuse, startStandIn } from './stand-in.ts'

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

const troubles: [string, Behaviour, typeof Ambiguous | typeof NotSent][] = [
  ['the connection is dropped', drop, Ambiguous],
  ['AWS answers 500', refuse('ServerException', 500), Ambiguous],
  ['AWS answers 503 in words of a proxy', answer(503, '<html>unavailable</html>'), Ambiguous],
  ['AWS throttles', refuse('ThrottlingException'), NotSent],
]

test.each(troubles)('left to itself the SDK sends a write three times when %s', async (_, behave) => {
  const { aws } = await start(behave)
  const client = new ECSClient({ region: 'eu-west-2' })
  stops.push(() => client.destroy())
  const command = new UpdateServiceCommand({ cluster: 'prod', service: 'api', forceNewDeployment: true })
  await expect(client.send(command)).rejects.toThrow()
  expect(aws.received).toHaveLength(3)
})

test.each(troubles)('a write arrives once when %s', async (_, behave, kind) => {
  const { aws, ecs } = await start(behave)
  await expect(ecs.forceNewDeployment(ref)).rejects.toThrow(kind)
  await expect(ecs.setDesiredCount(ref, 6)).rejects.toThrow(kind)
  expect(aws.received).toEqual([
    { operation: 'UpdateService', input: { cluster: 'prod', service: 'api', forceNewDeployment: true } },
    { operation: 'UpdateService', input: { cluster: 'prod', service: 'api', desiredCount: 6 } },
  ])
})

test('the environment’s word on retries does not reach writes', async () => {
  vi.stubEnv('AWS_MAX_ATTEMPTS', '5')
  vi.stubEnv('AWS_RETRY_MODE', 'adaptive')
  const { aws, ecs } = await start(drop)
  await expect(ecs.forceNewDeployment(ref)).rejects.toThrow(Ambiguous)
  expect(aws.received).toHaveLength(1)
})

test('a write that is given up on is unknown, and was sent once', async () => {
  const { aws, ecs } = await start(hang)
  const controller = new AbortController()
  const writing = ecs.forceNewDeployment(ref, controller.signal)
  await vi.waitFor(() => expect(aws.received).toHaveLength(1))
  controller.abort()
  await expect(writing).rejects.toThrow(
    'AWS (eu-west-2) did not say what became of ecs:UpdateService: it timed out',
  )
  expect(aws.received).toHaveLength(1)
})

test('an AWS that is silent is given up on without anybody’s signal, and was told once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  stops.push(() => vi.useRealTimers())
  const arrived = Promise.withResolvers<void>()
  const { aws, ecs } = await start(() => arrived.resolve())
  const writing = expect(ecs.setDesiredCount(ref, 6)).rejects.toThrow('it timed out')
  await arrived.promise
  await vi.advanceTimersByTimeAsync(6000)
  await writing
  expect(aws.received).toHaveLength(1)
})

test.each([
  ['no service', {}],
  ['no new deployment', { service: { status: 'ACTIVE', desiredCount: 4, runningCount: 4, deployments: [] } }],
  ['no JSON', 'it worked'],
])('an accepted write whose answer holds %s is unknown', async (_, body) => {
  const { ecs } = await start(answer(200, body))
  await expect(ecs.forceNewDeployment(ref)).rejects.toThrow(Ambiguous)
})
