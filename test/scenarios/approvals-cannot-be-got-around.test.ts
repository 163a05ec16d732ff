import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
let channel: string
beforeEach(async () => {
  h = await startPitcrew()
  h.production.world.break('api-down')
  await h.advance(10_000)
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  channel =
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  await h.as('U0MAYA').press('Contain', channel)
  await h.idle()
  await h.as('U0MAYA').submit()
  await h.idle()
})
afterEach(() => h?.stop())

const writes = () => h.production.aws.writes().length
const review = async (user: string) => {
  await h.as(user).press('Review and approve', channel)
  await h.idle()
  return h.as(user).modal()
}

test('nobody approves their own request', async () => {
  const modal = await review('U0MAYA')
  expect(modal?.submit).toBe(undefined)
  expect(modal?.text).toContain('somebody else must approve it')
  expect(writes()).toBe(0)
})

test('only those whom the playbook names approve; guests never', async () => {
  for (const user of ['U0TOM', 'U0GUEST']) {
    h.slack.state.channelNamed(channel)?.members.add(user)
    expect((await review(user))?.submit).toBe(undefined)
  }
  expect(writes()).toBe(0)
})

test('two approvers in the same moment: one execution, and a word to the other', async () => {
  await review('U0LEE')
  await review('U0GRACE')
  await Promise.all([h.as('U0LEE').submit(), h.as('U0GRACE').submit()])
  await h.idle()
  expect(writes()).toBe(2)
  const heard = (u: string) => [...h.as(u).sees(channel), ...h.as(u).sees('@pitcrew')].map(m => m.text)
  const told = ['U0LEE', 'U0GRACE'].map(u => heard(u).some(t => t.includes('approved already')))
  expect(told.filter(Boolean)).toHaveLength(1)
})

test('an expired request runs nothing and can be asked again', async () => {
  await review('U0LEE')
  await h.advance(11 * 60_000)
  await h.as('U0LEE').submit()
  await h.idle()
  expect(writes()).toBe(0)
  expect(h.as('U0LEE').sees(channel).at(-1)?.text).toContain('expired')
  await h.as('U0MAYA').press('Ask again', channel)
  await h.idle()
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('Approve for ')),
  ).toBe(true)
})

test('production that changed between approval and execution voids the step, and the other still runs', async () => {
  await review('U0LEE')
  h.production.world.find('eu-west-1', 'tyrehero-production-secondary', 'tyrehero-emergency-api')?.scale(3)
  await h.as('U0LEE').submit()
  await h.idle()
  expect(h.production.aws.writes().map(w => w.region)).toEqual(['eu-west-2'])
  expect(
    h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('production changed between the approval')),
  ).toBe(true)
})

test('an approver who lost the right in between runs nothing', async () => {
  await review('U0LEE')
  const group = h.slack.state.groups[0]
  if (group !== undefined) group.users = ['U0MAYA']
  await h.as('U0LEE').submit()
  await h.idle()
  expect(writes()).toBe(0)
})

test('after the end nothing that was asked for runs', async () => {
  await review('U0LEE')
  await h.as('U0MAYA').command(channel, '/incident cancel false alarm')
  await h.idle()
  await h.as('U0GRACE').press('Confirm and cancel', channel)
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  expect(writes()).toBe(0)
})

test('a scale is undone by the same way, back to the number before', async () => {
  await review('U0LEE')
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(60_000)
  await h.as('U0MAYA').press('Undo', channel)
  await h.idle()
  await review('U0LEE')
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(30_000)
  expect(h.production.aws.writes().at(-1)?.input.desiredCount).toBe(2)
  const [incident] = await h.incidents()
  expect((await h.events(incident?.id ?? '')).map(e => e.type)).toContain('action.undone')
})
