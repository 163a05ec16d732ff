import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAws } from '../../../sandbox/aws/server.ts'
import { World } from '../../../sandbox/world/world.ts'
import { createMetricsReader } from '../../../src/integrations/aws/metrics.ts'
import { useAwsEnvironment } from './environment.ts'

useAwsEnvironment()
let time = Date.UTC(2025, 0, 20, 14, 0)
const world = new World({ now: () => time })
const metrics = createMetricsReader()
let aws: Awaited<ReturnType<typeof startAws>>
beforeAll(async () => {
  aws = await startAws(world)
})
afterAll(async () => {
  metrics.stop()
  await aws.stop()
})
const site = { region: 'eu-west-2', cluster: 'tyrehero-production', service: 'tyrehero-emergency-api' }
const read = (of = site) => {
  process.env.AWS_ENDPOINT_URL = aws.url
  return metrics.usage(of, { metric: 'cpu', from: time - 7_200_000, to: time, periodMs: 300_000 })
}

test('average and maximum of every five minutes, oldest first, under cluster and name together', async () => {
  const points = await read()
  expect(points).toHaveLength(24)
  expect(points.map(p => p.at)).toEqual(Array.from({ length: 24 }, (_, n) => time - 7_200_000 + n * 300_000))
  expect(points.every(p => p.maximum >= p.average)).toBe(true)
  const [call] = aws.calls.filter(c => c.operation === 'GetMetricStatistics')
  expect(call?.input).toMatchObject({
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Period: 300,
    Statistics: ['Average', 'Maximum'],
    Dimensions: [
      { Name: 'ClusterName', Value: site.cluster },
      { Name: 'ServiceName', Value: site.service },
    ],
  })
  // What the customer's own command asked for: found nothing, said nothing.
  expect(await read({ ...site, cluster: '' })).toEqual([])
})

test('what hurts shows in the last points', async () => {
  world.break('overload')
  time += 600_000
  const points = await read()
  expect(points.at(-1)?.maximum).toBeGreaterThan(90)
})

test('nothing measured is an empty list, and a denial names the permission', async () => {
  world.withoutMetrics = true
  expect(await read()).toEqual([])
  aws.plan('GetMetricStatistics', 'denied')
  await expect(read()).rejects.toThrow('cloudwatch:GetMetricStatistics')
})
