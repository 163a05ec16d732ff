import nock from 'nock'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { startStatuspage } from '../../../sandbox/statuspage/server.ts'
import { createStatuspage } from '../../../src/integrations/statuspage/statuspage.ts'

const wanted = {
  name: 'Investigation INC-1',
  status: 'investigating',
  body: 'We look into it.',
  impact: 'critical',
  components: { 'emergency-service': 'major_outage' },
} as const

describe('against a page that checks', async () => {
  const server = await startStatuspage(Date.now)
  afterAll(() => server.stop())
  const { STATUSPAGE_TOKEN: token, STATUSPAGE_PAGE_ID: page, STATUSPAGE_API_URL: url } = server.env
  const quick = createStatuspage({ token, page, url, gapMs: 0 })

  test('made, found by its name, changed, read back', async () => {
    const made = await quick.create(wanted)
    expect(made).toMatchObject({ status: 'investigating', body: 'We look into it.' })
    expect((await quick.findByName(wanted.name))?.id).toBe(made.id)
    expect(await quick.findByName('Investigation INC-')).toBe(undefined)
    expect(server.incidents[0]).toMatchObject({
      components: ['emergency-service'],
      states: { 'emergency-service': 'major_outage' },
    })
    const well = { 'emergency-service': 'operational' }
    await quick.update(made.id, { status: 'resolved', body: 'Over.', components: well })
    expect(await quick.read(made.id)).toMatchObject({ status: 'resolved', body: 'Over.' })
    expect(server.incidents[0]?.states).toEqual(well)
  })

  test('an impact that is raised adds no words that subscribers would read again', async () => {
    const made = await quick.create({ ...wanted, impact: 'major', components: {} })
    await quick.update(made.id, { status: 'investigating', impact: 'critical', components: {} })
    expect(await quick.read(made.id)).toMatchObject({ impact: 'critical', body: wanted.body })
    expect(server.incidents.find(i => i.id === made.id)?.updates).toHaveLength(1)
  })

  test('an unknown component is refused in the vendor’s words', async () => {
    await expect(quick.create({ ...wanted, components: { 'emergency-service': 'on fire' } })).rejects.toThrow(
      'Component status on fire is not included in the list',
    )
    await expect(quick.create({ ...wanted, components: { nothing: 'operational' } })).rejects.toThrow(
      'Component nothing does not belong to this page',
    )
  })

  test('not two requests within a second', async () => {
    const careful = createStatuspage({ token, page, url })
    const from = server.calls.length
    await Promise.all([careful.findByName('a'), careful.findByName('b'), careful.findByName('c')])
    const times = server.calls.slice(from).map(c => c.real)
    expect(Math.min(...times.slice(1).map((t, n) => t - (times[n] ?? 0)))).toBeGreaterThan(700)
  })
})

describe('a vendor in trouble', () => {
  const vendor = createStatuspage({ token: 't', page: 'p', gapMs: 0 })
  const posts = () => nock('https://api.statuspage.io').post('/v1/pages/p/incidents')
  const create = () =>
    vendor.create({ ...wanted, components: {} }).then(
      () => undefined,
      (e: Error) => e,
    )
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.restore())

  test.each([
    [() => posts().reply(429, '{}', { 'retry-after': '2' }), { name: 'RateLimited', retryAfterMs: 2000 }],
    [() => posts().reply(429, '{}'), { name: 'RateLimited', retryAfterMs: 5000 }],
    [() => posts().reply(420, '{}'), { name: 'RateLimited', retryAfterMs: 5000 }],
    [() => posts().reply(500, '<html>oops</html>'), { name: 'Ambiguous' }],
    [() => posts().reply(201, 'not json'), { name: 'NotSent', why: 'malformed' }],
    [() => posts().reply(401, '{}'), { name: 'NotSent', why: 'denied' }],
    [() => posts().reply(404, '{}'), { name: 'NotSent', code: 'not-found' }],
    [
      () => posts().reply(422, { error: ['Name can’t be blank'] }),
      { message: 'Statuspage refused it: Name can’t be blank' },
    ],
  ])('case %#: what may be done next is told apart', async (reply, expected) => {
    reply()
    const error = await create()
    expect(error).toMatchObject(expected)
    expect(error?.message).not.toContain('<')
  })

  test('reading that fails changes nothing, so it may be tried again', async () => {
    nock('https://api.statuspage.io')
      .get(/incidents/)
      .reply(502, '')
    await expect(vendor.findByName('x')).rejects.toMatchObject({ name: 'NotSent', retryable: true })
  })
})
