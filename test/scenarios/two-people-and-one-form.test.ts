import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
let channel: string
beforeEach(async () => {
  h = await startPitcrew()
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare P2 slow')
  await h.idle()
  channel =
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
})
afterEach(() => h?.stop())
const texts = (user: string) =>
  h
    .as(user)
    .sees(channel)
    .map(m => m.text)

test('two people submit the same modal: one takes effect, the other is told', async () => {
  for (const user of ['U0MAYA', 'U0LEE']) await h.as(user).command(channel, '/incident cancel')
  await h.idle()
  for (const user of ['U0MAYA', 'U0LEE']) h.as(user).fill({ 'Why was this no incident?': `says ${user}` })
  await Promise.all(['U0MAYA', 'U0LEE'].map(user => h.as(user).submit()))
  await h.idle()
  expect(texts('U0MAYA').filter(t => t.includes('Incident cancelled'))).toHaveLength(1)
  const errors = ['U0MAYA', 'U0LEE'].map(user => JSON.stringify(h.as(user).modal()?.errors ?? {}))
  expect(errors.filter(e => e.includes('nothing was changed'))).toHaveLength(1)
})

test('the menu has what makes sense, and its buttons work from within it', async () => {
  const lee = h.as('U0LEE')
  await lee.command(channel, '/incident')
  await h.idle()
  expect(lee.modal()?.buttons).toContain('Role')
  await lee.pressInModal('Help')
  await h.idle()
  expect(h.as('U0LEE').sees('@pitcrew').at(-1)?.text).toContain('/incident declare')
  await lee.pressInModal('Role')
  await h.idle()
  expect(lee.modal()?.title).toBe('Assign a role')
  lee.fill({ Role: 'Scribe', 'Who takes it?': 'U0ANA' })
  await lee.submit()
  await h.idle()
  expect(texts('U0LEE').some(t => t.includes('Scribe is now @ana'))).toBe(true)
  expect(h.as('U0ANA').channels()).toContain(channel)
})

test('one open incident a channel', async () => {
  const lee = h.as('U0LEE')
  await lee.command(channel, '/incident declare')
  await h.idle()
  await lee.pressInModal('More options')
  await h.idle()
  lee.fill({ 'What fails?': 'another', Channel: 'This channel' })
  await lee.submit()
  await h.idle()
  expect(JSON.stringify(lee.modal()?.errors)).toContain('This channel is the home of INC-')
  expect(await h.incidents()).toHaveLength(1)
})

test('somebody who has left Slack is named as not invited, and the rest come in', async () => {
  const omar = h.slack.state.users.get('U0OMAR')
  if (omar !== undefined) omar.deleted = true
  await h.as('U0LEE').command(channel, '/incident role operations @omar')
  await h.idle()
  expect(texts('U0LEE').some(t => t.includes('Not in this channel: @omar (user_not_found)'))).toBe(true)
})
