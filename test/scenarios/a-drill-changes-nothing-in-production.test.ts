import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
beforeAll(async () => {
  h = await startPitcrew()
})
afterAll(() => h.stop())

test('preview, approval and claim as in earnest; no effect, and every message says so', async () => {
  const [maya, lee] = [h.as('U0MAYA'), h.as('U0LEE')]
  await maya.command('#emergency-incidents', '/incident declare drill P1 api down')
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.press('Contain', channel)
  await h.idle()
  await maya.submit()
  await h.idle()
  await lee.press('Review and approve', '@pitcrew')
  await h.idle()
  await lee.submit()
  await h.advance(60_000)
  expect(maya.sees(channel).findLast(m => m.text.includes(': done'))?.text).toContain(
    'nothing was sent to production',
  )
  expect(h.production.aws.writes()).toEqual([])
  expect(h.production.world.switches.get('emergency-routing')).toBe(false)
  expect(maya.sees('#emergency-incidents').some(m => m.text.includes('containment activated'))).toBe(false)
  const posted = [
    ...maya.sees(channel),
    ...maya.sees('#emergency-incidents'),
    ...lee.sees('@pitcrew'),
  ].filter(m => m.from === 'pitcrew' && m.raw.only === undefined && m.files.length === 0)
  expect(posted.length).toBeGreaterThan(4)
  expect(posted.filter(m => !m.text.includes('DRILL')).map(m => m.text)).toEqual([])
  const [incident] = await h.incidents()
  const types = (await h.events(incident?.id ?? '')).map(e => e.type)
  expect(types.filter(t => t === 'action.started')).toHaveLength(4)
  expect(types.filter(t => t === 'action.succeeded')).toHaveLength(4)
})

test('a drill without a severity or a title opens the drill form', async () => {
  await h.as('U0TOM').command('#emergency-incidents', '/incident declare drill')
  await h.idle()
  expect(h.as('U0TOM').modal()?.title).toBe('🎯 DRILL')
  expect(h.as('U0TOM').modal()?.submit).toBe('Start the drill')
})
