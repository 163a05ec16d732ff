import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const declare = async (h: Harness, words: string) => {
  await h.as('U0MAYA').command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  return (
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  )
}

test('in a P3 nothing offers to write to customers, and a button left over from a P2 is refused', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h, 'P2 slow')
  await maya.command(channel, '/incident comms')
  await h.idle()
  await maya.press('Tell customers (sms)', channel)
  await h.idle()
  // The form is open; somebody lowers the severity before it is sent.
  await h.as('U0LEE').command(channel, '/incident severity P3 not that bad')
  await h.idle()
  await maya.submit()
  await h.idle()
  const refused = 'Customers are told by sms only of a P1 or P2; this is a P3.'
  expect(JSON.stringify(maya.modal()?.errors)).toContain(refused)
  maya.close()
  await maya.press('Tell customers (email)', channel)
  await h.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('Customers are told by email only of a P1 or P2')
  expect((await h.incidents())[0]?.requests).toEqual({})

  await maya.command(channel, '/incident comms')
  await h.idle()
  const now = maya.sees(channel).at(-1)
  expect(now?.text).toContain(
    'Customers (sms) · nothing yet · only of a P1 or P2'.replace('Customers (sms)', '*Customers (sms)*'),
  )
  expect(now?.buttons.map(b => b.label)).not.toContain('Tell customers (sms)')
  expect(h.production.world.told).toEqual([])
})

test('after the end of a P1 that was lowered to P3, customers still get the follow-up e-mail', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h, 'P1 dark')
  await maya.command(channel, '/incident severity P3 nearly over')
  await maya.command(channel, '/incident resolve over')
  await h.idle()
  await maya.submit()
  await h.idle(20_000)
  await maya.command(channel, '/incident comms')
  await h.idle()
  expect(
    maya
      .sees(channel)
      .at(-1)
      ?.buttons.map(b => b.label),
  ).toContain('Tell customers (email)')
})

async function openSms(h: Harness, channel: string) {
  const maya = h.as('U0MAYA')
  await maya.command(channel, '/incident comms')
  await h.idle()
  await maya.press('Tell customers (sms)', channel)
  await h.idle()
  return maya.modal()
}

test('what customers will read can be written anew before anybody approves, and the approver reads that', async () => {
  const h = await begin()
  const channel = await declare(h, 'P1 dark')
  const form = await openSms(h, channel)
  expect(form?.fields).toEqual(['What customers read'])
  // The words stand in the field, and not above it once more.
  expect(form?.text).not.toContain('They read')
  const words = 'We are on it. Stay where you are: your request is with us.'
  h.as('U0MAYA').fill({ 'What customers read': words })
  await h.as('U0MAYA').submit()
  await h.idle()
  await h.as('U0LEE').press('Review and approve', '@pitcrew')
  await h.idle()
  const review = h.as('U0LEE').modal()
  expect(review?.text).toContain(words)
  // Whoever approves says yes or no, and changes nothing.
  expect(review?.fields).toEqual([])
  await h.as('U0LEE').submit()
  await h.idle()
  expect(h.production.world.told.map(t => t.message)).toEqual([words])
})

test.each([
  ['a sentence that is not so', 'Your emergency request is still being processed.', 'customers cannot call'],
  ['a gap that nobody filled in', 'Back by {{eta}}.', 'a gap that nobody filled in'],
])('%s is refused to whoever wrote it, and the form keeps their words', async (_, words, why) => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h, 'P1 dark')
  await maya.command(channel, '/incident triage')
  await h.idle()
  maya.fill({ 'Can customers call for emergencies?': 'No' })
  await maya.submit()
  await h.idle()
  await openSms(h, channel)
  maya.fill({ 'What customers read': words })
  await maya.submit()
  await h.idle()
  expect(JSON.stringify(maya.modal()?.errors)).toContain(why)
  expect((await h.incidents())[0]?.requests).toEqual({})
})
