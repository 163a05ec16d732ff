import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEndpoints } from '../../../src/integrations/http/endpoints.ts'
import { httpRequest as action } from '../../../src/runbook/actions/http-request.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import { findClosedPort } from '../../integrations/tcp.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

const received: { method: string | undefined; auth: string | undefined; body: string }[] = []
let behave: 'answer' | 'drop' | 'redirect' = 'answer'
const http = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  received.push({ method: request.method, auth: request.headers.authorization, body })
  if (behave === 'drop') return void request.socket.destroy()
  if (behave === 'redirect')
    return void response.writeHead(307, { location: 'http://169.254.169.254/' }).end()
  response.writeHead(202).end('ok')
})
let base = ''
beforeAll(async () => {
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => http.close())
const token = ['$', '{env:ADMIN_TOKEN}'].join('')
const paramsFor = (url: string) =>
  action.parse({ method: 'POST', url, headers: { Authorization: `Bearer ${token}` }, body: '{}' })
const ctx = () =>
  ctxWith({
    endpoints: createEndpoints(),
    secrets: { find: name => (name === 'ADMIN_TOKEN' ? 's3cret' : undefined) },
  })
const claimFor = (url: string) => ({
  request: 'r',
  params: paramsFor(url),
  before: { method: 'POST', url },
  at: claimedAt,
})

test('shows method and address, and the secret’s name only', async () => {
  const url = `${base}/admin/cache/warm`
  expect(await action.preview(paramsFor(url), ctx())).toEqual({
    binds: { method: 'POST', url },
    shows: [
      { label: 'Request', now: `POST ${url}` },
      { label: 'Headers', now: 'Authorization: Bearer [ADMIN_TOKEN]' },
    ],
  })
})

test('sends once, with the secret; the status decides', async () => {
  const claim = claimFor(`${base}/x`)
  const receipt = await action.execute(claim, ctx())
  expect(received.splice(0)).toEqual([{ method: 'POST', auth: 'Bearer s3cret', body: '{}' }])
  expect(await action.verify(claim, receipt, ctx())).toEqual({ state: 'done', detail: 'HTTP 202' })
  expect(await action.verify(claim, { status: 500 }, ctx())).toMatchObject({ state: 'failed' })
})

test('dropped after it was sent: not known, not sent again; a redirect is a status and is not followed', async () => {
  behave = 'drop'
  await expect(action.execute(claimFor(`${base}/x`), ctx())).rejects.toThrow(Ambiguous)
  expect(received.splice(0)).toHaveLength(1)
  behave = 'redirect'
  expect(await action.execute(claimFor(`${base}/x`), ctx())).toEqual({ status: 307 })
  behave = 'answer'
  received.length = 0
})

test('nobody listens, or a secret is missing: nothing was sent', async () => {
  const closed = `http://127.0.0.1:${await findClosedPort()}/x`
  await expect(action.execute(claimFor(closed), ctx())).rejects.toThrow(NotSent)
  const without = ctxWith({ endpoints: createEndpoints(), secrets: { find: () => undefined } })
  await expect(action.execute(claimFor(`${base}/x`), without)).rejects.toThrow(
    'the environment has no ADMIN_TOKEN',
  )
  expect(received).toEqual([])
})

test.each([
  [{ method: 'GET' }, 'method'],
  [{ url: 'file:///etc/passwd' }, 'url'],
  [{ url: `https://x.example/?t=${token}` }, 'no secrets in an address'],
  [{ headers: { 'X-A': 'b\r\nX-B: c' } }, 'headers'],
])('%o is refused', (more, words) => {
  const given = { method: 'POST', url: 'https://x.example/', ...more }
  expect(() => action.parse(given)).toThrow(words)
})
