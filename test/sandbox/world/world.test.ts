import { expect, test } from 'vitest'
import { World } from '../../../sandbox/world/world.ts'

function brokenWorld() {
  let time = 1_000_000_000
  const world = new World({ now: () => time })
  world.break('api-down')
  const london = world.find('eu-west-2', 'tyrehero-production', 'tyrehero-emergency-api')
  const ireland = world.find('eu-west-1', 'tyrehero-production-secondary', 'tyrehero-emergency-api')
  if (london === undefined || ireland === undefined) throw new Error('a service is missing')
  const pass = (ms: number) => {
    time += ms
  }
  return { world, london, ireland, pass }
}

test('the fault lasts by itself, and the queue grows', () => {
  const { world, pass } = brokenWorld()
  pass(60_000)
  expect([world.isApiUp(), world.isEmergencyUp(), world.queueLength()]).toEqual([false, false, 14])
})

test('the wrong action does not cure: more of the same tasks hang too', () => {
  const { world, london, pass } = brokenWorld()
  london.scale(12)
  pass(120_000)
  expect(world.isApiUp()).toBe(false)
})

test('scaling the second region relieves, a restart cures, each after its time', () => {
  const { world, london, ireland, pass } = brokenWorld()
  pass(1000)
  ireland.scale(6)
  pass(10_000)
  expect(world.isEmergencyUp()).toBe(false)
  pass(10_000)
  expect([world.isEmergencyUp(), world.isApiUp()]).toEqual([true, false])
  london.redeploy()
  pass(10_000)
  expect(london.deployments().map(d => [d.status, d.runningCount])).toEqual([
    ['PRIMARY', 2],
    ['ACTIVE', 2],
  ])
  expect(world.isApiUp()).toBe(false)
  pass(10_000)
  expect([world.isApiUp(), world.queueLength()]).toEqual([true, 2])
})
