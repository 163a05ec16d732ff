import { describe, expect, test } from 'vitest'
import { httpEndpoint } from '../../../src/runbook/probes/http-endpoint.ts'
import { ctxWith } from '../fake-production.ts'

const url = 'https://api.example/health'
const answering = (status: number, contentType = 'application/json; charset=utf-8') =>
  ctxWith({
    endpoints: {
      get: async () => ({ status, tookMs: 84, contentType, body: '' }),
      send: () => Promise.reject(new Error('no')),
    },
  })

describe('the verdict', () => {
  test.each([
    [{}, 200, 'healthy'],
    [{}, 204, 'unhealthy'],
    [{}, 302, 'unhealthy'],
    [{}, 503, 'unhealthy'],
    [{ expect: [200, 401] }, 401, 'healthy'],
    [{ expect: [401] }, 200, 'unhealthy'],
  ])('with %o, HTTP %i is %s', async (more, status, verdict) => {
    const found = await httpEndpoint.run({ url, ...more }, answering(status))
    expect(found).toEqual({
      verdict,
      detail: `HTTP ${status}`,
      evidence: { status: { value: status }, latency: { value: 84, unit: 'ms' } },
    })
  })

  test('a page where JSON is expected is unhealthy, and says what came', async () => {
    const params = { url, expectType: 'application/json' }
    const html = await httpEndpoint.run(params, answering(200, 'text/html'))
    expect(html).toMatchObject({
      verdict: 'unhealthy',
      detail: 'HTTP 200, but text/html instead of application/json',
    })
    const none = await httpEndpoint.run(params, answering(200, ''))
    expect(none.detail).toBe('HTTP 200, but no content type instead of application/json')
    expect(await httpEndpoint.run(params, answering(200))).toMatchObject({ verdict: 'healthy' })
    // The status is the news, not the type of the error page.
    expect((await httpEndpoint.run(params, answering(503, 'text/html'))).detail).toBe('HTTP 503')
  })
})

test.each([
  [{ url: 'file:///etc/passwd' }],
  [{ url: 'ftp://api.example' }],
  [{ url: 'https://maya:secret@api.example/health' }],
  [{ url: 'not an address' }],
  [{ url, expect: [] }],
  [{ url, expect: [99] }],
  [{ url, expectType: 'json' }],
  [{ url, follow: true }],
])('%o does not fit', raw => {
  expect(httpEndpoint.params.safeParse(raw).success).toBe(false)
})
