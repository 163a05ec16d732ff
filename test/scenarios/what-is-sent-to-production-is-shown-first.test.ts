import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const declare = async (h: Harness) => {
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare P1 dark')
  await h.idle()
  return (
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  )
}
/** The end-to-end test of the document, §5.1. */
const body = {
  customer_name: 'Incident Test',
  phone_number: '+447000000000',
  location: 'Test Location',
  issue: 'flat',
  test: true,
}

test('/incident validate shows the whole request before it is sent, and sends that one', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h)
  await maya.command(channel, '/incident validate')
  await h.idle()
  const shown = maya.modal()
  expect(shown?.title).toBe('Check recovery')
  const request = shown?.text.split('```')[1] ?? ''
  expect(request).toMatch(/^POST http:\S+\/api\/emergency\/test\n/)
  expect(request).toContain('Authorization: Bearer [TEST_TOKEN]')
  expect(JSON.parse(request.slice(request.indexOf('{')))).toEqual(body)
  expect(h.production.world.testRequests).toBe(0)
  const before = (await h.incidents())[0]?.version
  maya.close()
  await h.idle()
  expect((await h.incidents())[0]?.version).toBe(before)
  expect(h.production.world.testRequests).toBe(0)

  await maya.command(channel, '/incident validate')
  await h.idle()
  await maya.submit()
  await h.idle()
  expect(h.production.world.testRequests).toBe(1)
  const sent = h.production.tyrehero.requests.find(r => r.path === '/api/emergency/test')
  expect(JSON.parse(String(sent?.body))).toEqual(body)
})

test.each([
  [
    'typed with a summary',
    (h: Harness, c: string) => h.as('U0MAYA').command(c, '/incident resolve the pool was full'),
  ],
  ['pressed', (h: Harness, c: string) => h.as('U0MAYA').press('Check and resolve', c)],
])('Resolve, %s, shows the request too, and writes nothing until it is submitted', async (how, go) => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h)
  const before = (await h.incidents())[0]?.version
  await go(h, channel)
  await h.idle()
  expect(maya.modal()?.text).toContain('"issue": "flat"')
  expect((await h.incidents())[0]?.version).toBe(before)
  await maya.submit()
  await h.idle(20_000)
  const ended = (await h.incidents())[0]?.ended
  expect(ended?.summary).toBe(how === 'pressed' ? 'not recorded' : 'the pool was full')
  expect(h.production.world.testRequests).toBe(1)
})

test('a button that checks again opens the same form', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h)
  h.production.world.break('api-down')
  await maya.command(channel, '/incident validate')
  await h.idle()
  await maya.submit()
  await h.idle()
  await h.advance(120_000)
  await maya.press('Check again', channel)
  await h.idle()
  expect(maya.modal()?.text).toContain('"customer_name": "Incident Test"')
  expect(h.production.world.testRequests).toBe(0)
})

test('reading starts at once: diagnostics and the toolbox open no form', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const channel = await declare(h)
  await maya.command(channel, '/incident diagnose')
  await h.idle()
  expect(maya.modal()).toBe(undefined)
  expect((await h.incidents())[0]?.diagnostics?.run).toBe('d2')
})
