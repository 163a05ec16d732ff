import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeAll(async () => {
  h = await startPitcrew()
})
afterAll(() => h.stop())

test('it is drawn when somebody looks, for them, and its button opens the form', async () => {
  const maya = h.as('U0MAYA')
  maya.openHome()
  await h.idle()
  expect(maya.home()?.text).toContain('nothing is burning')
  await maya.command('#emergency-incidents', '/incident declare P2 slow calls')
  await h.idle()
  expect(maya.home()?.text).toContain('nothing is burning')
  maya.openHome()
  await h.idle()
  expect(maya.home()?.text).toContain('🟠 P2 · slow calls')
  expect(h.as('U0LEE').home()).toBeUndefined()
  await maya.pressInHome('Declare an incident')
  await h.idle()
  expect(maya.modal()?.title).toBe('Declare an incident')
  maya.close()
  await maya.pressInHome('What can I type?')
  await h.idle()
  expect(maya.sees('@pitcrew').at(-1)?.text).toContain('/incident declare')
})

test('a Slack that does not take it harms nobody', async () => {
  h.slack.faults.plan('views.publish', { kind: 'error', error: 'hash_conflict' })
  h.as('U0LEE').openHome()
  await h.idle()
  expect(h.as('U0LEE').home()).toBeUndefined()
  expect(h.log.some(l => l.includes('the Home tab could not be drawn'))).toBe(true)
})
