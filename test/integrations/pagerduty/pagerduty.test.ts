import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startPagerduty } from '../../../sandbox/pagerduty/server.ts'
import { createPagerduty } from '../../../src/integrations/pagerduty/pagerduty.ts'
import { readWebhook } from '../../../src/integrations/pagerduty/webhook.ts'

let pd: Awaited<ReturnType<typeof startPagerduty>>
let pager: ReturnType<typeof createPagerduty>
const health: (string | undefined)[] = []
beforeAll(async () => {
  pd = await startPagerduty(Date.now)
  const e = pd.env
  pager = createPagerduty(
    {
      token: e.PAGERDUTY_TOKEN,
      from: e.PAGERDUTY_FROM,
      routingKey: e.PAGERDUTY_ROUTING_KEY,
      apiUrl: e.PAGERDUTY_API_URL,
      eventsUrl: e.PAGERDUTY_EVENTS_URL,
    },
    fault => health.push(fault),
  )
})
afterAll(() => pd.stop())
const page = { key: 'INC-1', summary: 'P1: api down', severity: 'critical', source: 'emergency-api' } as const

test('a trigger with the same key counts once; notes and responders find its incident', async () => {
  await pager.trigger(page)
  await pager.trigger(page)
  expect(pd.incidents).toHaveLength(1)
  await pager.addNote('INC-1', 'Restart under way')
  expect(await pager.requestResponders('INC-1', ['lee@tyrehero.example', 'who@example'], 'come')).toEqual([
    'who@example',
  ])
  expect(pd.incidents[0]).toMatchObject({ notes: ['Restart under way'], responders: ['lee'] })
  await pager.acknowledge('INC-1')
  await pager.resolve('INC-1')
  expect(pd.incidents[0]?.status).toBe('resolved')
})

test('who is on call by a schedule; an empty one is an empty list', async () => {
  expect(await pager.onCall('PPRIMARY')).toEqual([
    { id: 'PUSER0', name: 'maya', email: 'maya@tyrehero.example' },
  ])
  pd.schedules.set('PEMPTY', [])
  expect(await pager.onCall('PEMPTY')).toEqual([])
})

test('a note for an incident that is not there yet may be tried again', async () => {
  await expect(pager.addNote('INC-2', 'x')).rejects.toMatchObject({ code: 'not-there-yet', retryable: true })
})

test('what is not set is off, and says which variable', async () => {
  const none = createPagerduty({ token: undefined, from: undefined, routingKey: undefined })
  await expect(none.trigger(page)).rejects.toMatchObject({
    why: 'off',
    message: expect.stringContaining('PAGERDUTY_ROUTING_KEY'),
  })
  await expect(none.onCall('P')).rejects.toThrow('PAGERDUTY_TOKEN')
})

describe('a vendor in trouble', () => {
  const vendor = createPagerduty({ token: 't', from: undefined, routingKey: 'k' })
  const events = () => nock('https://events.pagerduty.com').post('/v2/enqueue')
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.restore())

  test.each([
    [
      () => events().reply(429, '{}', { 'retry-after': '7' }).persist(),
      { name: 'RateLimited', retryAfterMs: 7000 },
    ],
    [() => events().reply(429, '{}').persist(), { name: 'RateLimited', retryAfterMs: 5000 }],
    [() => events().reply(500, '<html>oops</html>'), { code: 'http-500', retryable: true }],
    [() => events().reply(503, '{}', { 'retry-after': '3' }), { code: 'http-503', retryable: true }],
    [
      () => events().reply(400, { status: 'invalid event', errors: ['Invalid routing key'] }),
      { retryable: false, message: 'PagerDuty refused trigger: Invalid routing key' },
    ],
    [() => events().reply(401, '{}'), { code: 'denied', why: 'denied', retryable: false }],
    [
      () => events().replyWithError(Object.assign(new Error('gone'), { code: 'ECONNRESET' })),
      { retryable: true },
    ],
  ])('case %#: it says what may be done next', async (reply, expected) => {
    reply()
    const error = await vendor.trigger(page).then(
      () => undefined,
      (e: Error) => e,
    )
    expect(error).toMatchObject(expected)
    expect(error?.message).not.toContain('<')
  })

  test('an answer that makes no sense is not taken for nobody on call', async () => {
    nock('https://api.pagerduty.com')
      .get(/oncalls/)
      .reply(200, { oncalls: 'none' })
    await expect(vendor.onCall('P')).rejects.toMatchObject({ why: 'malformed' })
  })
})

test('whoever shows the integration hears when it begins to fail, and when it is well again', async () => {
  health.length = 0
  pd.plan('unauthorized', 2)
  await pager.onCall('PPRIMARY').catch(() => undefined)
  await pager.onCall('PPRIMARY').catch(() => undefined)
  await pager.onCall('PPRIMARY')
  expect(health).toEqual([expect.stringContaining('check PAGERDUTY_TOKEN'), undefined])
})

test('a webhook is believed only by its bytes', () => {
  const body = Buffer.from('{"event":{}}')
  expect(readWebhook(body, 'v1=00', 's', 0)).toMatchObject({ ok: false, status: 401 })
  expect(readWebhook(body, undefined, 's', 0)).toMatchObject({ ok: false, status: 400 })
})
