import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeEach(async () => {
  h = await startPitcrew()
})
afterEach(() => h?.stop())

test('nothing counts as resolved while endpoints are down, unless somebody says why', async () => {
  h.production.world.break('api-down')
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', '/incident declare P1 api down')
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.command(channel, '/incident resolve all fine')
  await h.idle()
  const refused = maya.sees(channel).at(-1)
  expect(refused?.text).toContain('Not resolved')
  expect(refused?.text).toContain('HTTP 503')
  expect((await h.incidents())[0]?.ended).toBe(undefined)

  await maya.press('Resolve anyway', channel)
  await h.idle()
  maya.fill({ 'Why is it over although the checks do not pass?': 'the endpoint is being retired' })
  await maya.submit()
  await h.idle()
  expect((await h.incidents())[0]?.ended?.how).toBe('resolved')
  expect(
    maya
      .sees(channel)
      .map(m => m.text)
      .join('\n'),
  ).toContain('without passed checks: the endpoint is being retired')
  await maya.command(channel, '/incident update still here')
  await h.idle()
  expect(maya.sees(channel).at(-1)?.text).toContain('was resolved by @maya; nothing was changed')
})
