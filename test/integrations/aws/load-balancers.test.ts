import { afterAll, beforeAll, expect, test } from 'vitest'
import { targetGroup } from '../../../sandbox/aws/elb.ts'
import { startAws } from '../../../sandbox/aws/server.ts'
import { World } from '../../../sandbox/world/world.ts'
import { createLoadBalancers } from '../../../src/integrations/aws/load-balancers.ts'

const world = new World({ now: Date.now })
let aws: Awaited<ReturnType<typeof startAws>>
const balancers = createLoadBalancers()
beforeAll(async () => {
  aws = await startAws(world)
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
})
afterAll(async () => {
  balancers.stop()
  await aws.stop()
})
const ask = (arn = targetGroup) => balancers.targetHealth({ region: 'eu-west-2', targetGroup: arn })

test('the targets, in the protocol of forms and XML', async () => {
  expect((await ask()).map(t => t.state)).toEqual(['healthy', 'healthy', 'healthy', 'healthy'])
  world.break('api-down')
  expect((await ask())[0]).toMatchObject({ id: '10.0.0.10', port: 8080, state: 'unhealthy' })
  expect((await ask())[0]?.why).toContain('[503]')
})

test('an unknown group, and a denial that names the missing permission', async () => {
  await expect(ask('arn:other')).rejects.toThrow('target groups not found')
  aws.plan('DescribeTargetHealth', 'denied')
  await expect(ask()).rejects.toThrow('elasticloadbalancing:DescribeTargetHealth')
})
