import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
  h.production.world.break('api-down')
  await h.advance(10_000)
})
afterEach(() => h?.stop())

async function approveContainment(): Promise<string> {
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.press('Contain', channel)
  await h.idle()
  await maya.submit()
  await h.idle()
  await h.as('U0LEE').press('Review and approve', channel)
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  return channel
}
const typesOf = async () => (await h.events((await h.incidents())[0]?.id ?? '')).map(e => e.type)

test('the SDK by itself would have sent the write three times', async () => {
  h.production.aws.plan('UpdateService', 'drop-before', 5)
  const client = new ECSClient({ region: 'eu-west-2', endpoint: h.production.aws.url })
  const command = new UpdateServiceCommand({
    cluster: 'tyrehero-production',
    service: 'tyrehero-emergency-api',
    forceNewDeployment: true,
  })
  await expect(client.send(command)).rejects.toThrow()
  client.destroy()
  expect(h.production.aws.writes()).toHaveLength(3)
})

test('an answer lost after AWS accepted: unknown, then found applied, never sent again', async () => {
  h.production.aws.plan('UpdateService', 'drop-after', 1)
  const channel = await approveContainment()
  expect(await typesOf()).toContain('action.unknown')
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('not known whether')),
  ).toBe(true)
  await h.advance(60_000)
  expect((await typesOf()).filter(t => t === 'action.succeeded')).toHaveLength(4)
  expect(h.production.aws.writes()).toHaveLength(2)
})

test('an answer lost before AWS accepted: unknown, then found not applied, said, and not repeated', async () => {
  h.production.aws.plan('UpdateService', 'drop-before', 1)
  const channel = await approveContainment()
  await h.advance(60_000)
  expect((await typesOf()).filter(t => t === 'action.failed')).toHaveLength(1)
  expect(h.production.aws.writes()).toHaveLength(2)
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('It did not happen. Ask again')),
  ).toBe(true)
})

test('a denied write names the missing permission and is a failure, not an unknown', async () => {
  h.production.aws.plan('UpdateService', 'denied', 1)
  const channel = await approveContainment()
  expect(await typesOf()).not.toContain('action.unknown')
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('the role lacks ecs:UpdateService')),
  ).toBe(true)
})
