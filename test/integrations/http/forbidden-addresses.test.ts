import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEndpoints } from '../../../src/integrations/http/endpoints.ts'

type Found = { address: string; family: number }[]
const leadingTo = (...addresses: string[]) => {
  const asked: string[] = []
  const found: Found = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  const resolve = (name: string, _: object, done: (error: null, found: Found) => void) => {
    asked.push(name)
    done(null, found)
  }
  return { endpoints: createEndpoints({ resolve }), asked }
}
const patient = () => new AbortController().signal

let server: ReturnType<typeof createServer>
let port: number
beforeEach(async () => {
  server = createServer((_, response) => response.end('well'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://169.254.170.2/v2/credentials',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fe80::1]/',
  'http://[febf::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fd00:ec2::23]/',
  'http://[64:ff9b::169.254.169.254]/',
  'http://[::]/',
  'http://0.0.0.0/',
])('%s is never fetched', async url => {
  await expect(createEndpoints().get(url, patient())).rejects.toMatchObject({
    name: 'NotSent',
    code: 'forbidden-address',
    retryable: false,
    message: expect.stringContaining('which is never fetched'),
  })
})

test.each(['169.254.169.254', 'fe80::1', 'fd00:ec2::254', '::ffff:169.254.169.254'])(
  'a name that leads to %s is not connected to, nor where it is one of several',
  async address => {
    for (const { endpoints, asked } of [leadingTo(address), leadingTo('127.0.0.1', address)]) {
      const fetched = endpoints.get(`http://inside.example:${port}/`, patient())
      await expect(fetched).rejects.toMatchObject({ code: 'forbidden-address' })
      expect(asked).toEqual(['inside.example'])
    }
  },
)

test('the address that was checked is the one that is connected to: a name is asked for once', async () => {
  const { endpoints, asked } = leadingTo('127.0.0.1')
  expect((await endpoints.get(`http://api.example:${port}/`, patient())).body).toBe('well')
  expect(asked).toEqual(['api.example'])
})

test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:text/plain,x'])(
  '%s has no such scheme here',
  async url => {
    await expect(createEndpoints().get(url, patient())).rejects.toMatchObject({ code: 'forbidden-scheme' })
  },
)

test('a name that leads nowhere is said so', async () => {
  const resolve = (_: string, __: object, done: (error: Error, found: Found) => void) =>
    done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
  await expect(createEndpoints({ resolve }).get('http://api.example/', patient())).rejects.toMatchObject({
    why: 'refused',
    message: 'api.example: name not found (ENOTFOUND)',
  })
})

test('127.0.0.1 works: the playbook’s author named it', async () => {
  expect((await createEndpoints().get(`http://127.0.0.1:${port}/`, patient())).status).toBe(200)
  expect((await createEndpoints().get(`http://localhost:${port}/`, patient())).status).toBe(200)
})
