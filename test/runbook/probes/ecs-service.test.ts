import { expect, test } from 'vitest'
import { ecsService } from '../../../src/runbook/probes/ecs-service.ts'
import { ctxWith, ref, seeing } from '../fake-production.ts'

test.each([
  [4, 4, 'healthy', 0],
  [5, 4, 'healthy', 0],
  [1, 4, 'unhealthy', 75],
  [0, 4, 'unhealthy', 100],
  [0, 0, 'unhealthy', 100],
  // 201 of 401 is a loss of a hair below 50 %, 199 of 401 of one above it.
  [201, 401, 'unhealthy', 49.9],
  [199, 401, 'unhealthy', 50.4],
])('%i of %i running is %s with a loss of %d %', async (running, desired, verdict, loss) => {
  expect(await ecsService.run(ref, seeing({ running, desired }))).toEqual({
    verdict,
    detail: `${running} of ${desired} tasks running`,
    evidence: {
      running: { value: running },
      desired: { value: desired },
      capacityLoss: { value: loss, unit: '%' },
    },
  })
})

test('a service that is being deleted is not healthy, whatever still runs', async () => {
  const found = await ecsService.run(ref, seeing({ status: 'DRAINING' }))
  expect(found).toMatchObject({
    verdict: 'unhealthy',
    detail: '4 of 4 tasks running, the service is DRAINING',
  })
})

test('without AWS it is unknown, not healthy', async () => {
  expect(await ecsService.run(ref, ctxWith({}))).toEqual({
    verdict: 'unknown',
    why: 'off',
    detail: 'AWS is off (AWS_REGION is not set)',
  })
})
