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

test('each open incident stands there newest first with its buttons, and they work from there', async () => {
  const tom = h.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare P3 newest of all')
  await h.idle()
  const lee = h.as('U0LEE')
  lee.openHome()
  await h.idle()
  const shown = lee.home()?.text ?? ''
  expect(shown.indexOf('newest of all')).toBeLessThan(shown.indexOf('slow calls'))
  expect(shown.indexOf('newest of all')).toBeGreaterThan(0)
  const newest = async () => (await h.incidents()).find(i => i?.title === 'newest of all')
  await lee.pressInHome('Acknowledge')
  await h.idle()
  expect((await newest())?.acknowledged?.by).toBe('U0LEE')
  await lee.pressInHome('Status')
  await h.idle()
  expect(JSON.stringify(lee.sees('@pitcrew').at(-1))).toContain('newest of all')
  await lee.pressInHome('Update')
  await h.idle()
  expect(lee.modal()).toBeDefined()
  lee.close()
})

test('a private incident stands in the Home tab of its own people alone', async () => {
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare private P1 silent breach')
  await h.idle()
  for (const user of ['U0MAYA', 'U0OMAR']) h.as(user).openHome()
  await h.idle()
  expect(h.as('U0MAYA').home()?.text).toContain('silent breach')
  expect(h.as('U0OMAR').home()?.text).not.toContain('silent breach')
})

test('a Slack that does not take it harms nobody', async () => {
  h.slack.faults.plan('views.publish', { kind: 'error', error: 'hash_conflict' })
  h.as('U0ANA').openHome()
  await h.idle()
  expect(h.as('U0ANA').home()).toBeUndefined()
  expect(h.log.some(l => l.includes('the Home tab could not be drawn'))).toBe(true)
})
