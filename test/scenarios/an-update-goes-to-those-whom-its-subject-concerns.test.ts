import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew({ replicas: 1 })
})
afterEach(() => h?.stop())

async function openForm(words: string) {
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.command(channel, '/incident update')
  await h.idle()
  return maya
}
const told = (channel: string, user: string) =>
  h
    .as(user)
    .sees(channel)
    .map(m => m.text)
    .filter(t => t.includes('Cards are refused'))

test('payments fail in a small incident: customer success is ticked beforehand, with the reason, and told', async () => {
  h.production.world.odd.set('/stripe/v1/charges', [500, { error: 'down' }])
  const maya = await openForm('P3 odd receipts')
  expect(maya.modal()?.hints.join()).toContain(
    'Ticked: #customer-success, since “payments can be reached” does not hold.',
  )
  maya.fill({ 'What is known, and what happens next?': 'Cards are refused.' })
  await maya.submit()
  await h.idle()
  expect(told('#customer-success', 'U0SAM')).toHaveLength(1)
  expect(told('#leadership', 'U0CAROL')).toEqual([])
})

test('nothing of the kind, and small: nobody is ticked, and nothing is claimed', async () => {
  const maya = await openForm('P3 odd receipts')
  expect(maya.modal()?.hints.join()).not.toContain('Ticked')
  maya.fill({ 'What is known, and what happens next?': 'Cards are refused.' })
  await maya.submit()
  await h.idle()
  expect(told('#customer-success', 'U0SAM')).toEqual([])
})

test('a P1 goes to those who follow every P1', async () => {
  const maya = await openForm('P1 no calls')
  expect(maya.modal()?.hints.join()).toContain(
    '#leadership, since it is a P1; #customer-success, since it is a P1',
  )
})
