import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createEndpoints } from '../../../src/integrations/http/endpoints.ts'
import { translate } from '../../../src/integrations/http/errors.ts'
import { findClosedPort, startTcp } from '../tcp.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
async function accept(behave: (socket: Socket) => void) {
  const server = await startTcp(behave)
  stops.push(server.stop)
  return { ...server, url: `http://127.0.0.1:${server.port}` }
}
const patient = () => new AbortController().signal
const get = (url: string, signal = patient()) => createEndpoints().get(url, signal)

describe('answers', () => {
  test('status, type and body, whatever the status', async () => {
    const url = await serve((_, response) => {
      response.writeHead(503, { 'content-type': 'application/json' })
      response.end('{"status":"unavailable"}')
    })
    expect(await get(`${url}/health`)).toEqual({
      status: 503,
      contentType: 'application/json',
      body: '{"status":"unavailable"}',
      tookMs: expect.any(Number),
      phases: { connect: expect.any(Number), firstByte: expect.any(Number) },
    })
  })

  test('a redirect is reported and not followed', async () => {
    const elsewhere: string[] = []
    const other = await serve((request, response) => {
      elsewhere.push(request.url ?? '')
      response.end()
    })
    const url = await serve((_, response) => {
      response.writeHead(302, { location: `${other}/stolen` })
      response.end()
    })
    expect((await get(url)).status).toBe(302)
    expect(elsewhere).toEqual([])
  })

  test('a body without end is cut at 64 KiB, and the connection is closed', async () => {
    const server = await accept(socket => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n')
        const more = () => {
          while (!socket.destroyed && socket.write('x'.repeat(10_000)));
        }
        socket.on('drain', more)
        more()
      })
    })
    const { body } = await get(server.url)
    expect(body).toBe('x'.repeat(64 * 1024))
    await server.closed
  })

  test('once 64 KiB are there, nothing more is waited for', async () => {
    const server = await accept(socket => {
      socket.once('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n${'x'.repeat(64 * 1024)}`)
      })
    })
    expect((await get(server.url)).body).toHaveLength(64 * 1024)
    await server.closed
  })

  test('no cookies, no credentials, and one request', async () => {
    const seen: object[] = []
    const url = await serve((request, response) => {
      seen.push(request.headers)
      response.end()
    })
    await get(url)
    expect(seen).toEqual([
      { host: new URL(url).host, 'user-agent': 'pitcrew', accept: '*/*', connection: 'close' },
    ])
  })
})

describe('what keeps an endpoint from answering', () => {
  const failure = (url: string, signal?: AbortSignal) =>
    get(url, signal).then(
      () => Promise.reject(new Error('it did not fail')),
      error => error,
    )

  test('nobody listens', async () => {
    const port = await findClosedPort()
    expect(await failure(`http://127.0.0.1:${port}/health`)).toMatchObject({
      name: 'NotSent',
      why: 'refused',
      message: `127.0.0.1:${port}: connection refused (ECONNREFUSED)`,
    })
  })

  test.each([
    ['before a word', ''],
    ['amid the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
  ])('the connection is dropped %s', async (_, words) => {
    const server = await accept(socket => {
      socket.once('data', () => {
        if (words === '') socket.resetAndDestroy()
        else socket.end(words)
      })
    })
    expect(await failure(server.url)).toMatchObject({ code: 'ECONNRESET', why: 'refused' })
    expect(server.accepted()).toBe(1)
  })

  test('it is not HTTP', async () => {
    const server = await accept(
      socket => void socket.once('data', () => socket.end('-ERR unknown command\r\n')),
    )
    expect(await failure(server.url)).toMatchObject({
      why: 'malformed',
      message: expect.stringContaining('the answer is not HTTP'),
    })
  })

  test.each([
    ['says nothing', ''],
    ['stops amid the headers', 'HTTP/1.1 200 OK\r\n'],
    ['stops amid the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
  ])('a server that accepts and %s ends by the signal, and is hung up on', async (_, words) => {
    const heard = Promise.withResolvers<void>()
    const server = await accept(socket => {
      socket.once('data', () => {
        socket.write(words)
        heard.resolve()
      })
    })
    const controller = new AbortController()
    const failed = failure(server.url, controller.signal)
    await heard.promise
    controller.abort()
    expect(await failed).toMatchObject({ why: 'timeout' })
    await server.closed
  })

  test('a signal that has fired already', async () => {
    const server = await accept(() => {})
    expect(await failure(server.url, AbortSignal.abort())).toMatchObject({ why: 'timeout' })
  })

  test('https where plain HTTP is spoken', async () => {
    const url = await serve((_, response) => response.end())
    expect(await failure(url.replace('http:', 'https:'))).toMatchObject({
      why: 'refused',
      message: expect.stringContaining('TLS handshake failed'),
    })
  })

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'its certificate is signed by an authority that Pitcrew does not know',
    ],
  ])('%s: no caller gets through, and the reason is said', (code, brief) => {
    const error = Object.assign(new Error('x'), { code })
    expect(translate(new URL('https://api.example'), error)).toMatchObject({
      why: 'refused',
      brief,
      message: `api.example: ${brief} (${code})`,
    })
  })

  test.each(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS'])('%s is Pitcrew’s own trouble', code => {
    const error = Object.assign(new Error('x'), { code })
    expect(translate(new URL('https://api.example'), error)).toMatchObject({ why: 'fault' })
  })
})
