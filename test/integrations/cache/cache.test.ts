import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { createCache } from '../../../src/integrations/cache/cache.ts'
import { findClosedPort, startTcp } from '../tcp.ts'

let redis: RedisServer
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis?.stop())
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})
async function accept(...behave: Parameters<typeof startTcp>) {
  const server = await startTcp(...behave)
  stops.push(server.stop)
  return { ...server, url: `redis://127.0.0.1:${server.port}` }
}
const patient = () => new AbortController().signal
const failure = (url: string, signal = patient()) =>
  createCache(url)
    .ping(signal)
    .then(
      () => Promise.reject(new Error('it did not fail')),
      error => error,
    )

test('a cache that is well answers, tells who it is, and is left alone afterwards', async () => {
  const cache = createCache(redis.url)
  await cache.ping(patient())
  expect((await cache.inspect(patient()))[0]?.runId).toMatch(/^[0-9a-f]{40}$/)
  const looking = new Redis(redis.socket)
  await expect.poll(() => looking.info('clients')).toContain('connected_clients:1\r')
  looking.disconnect()
})

test('a password that is wrong or missing', async () => {
  const guarded = await startRedis()
  stops.push(() => guarded.stop())
  const owner = new Redis(guarded.socket)
  await owner.config('SET', 'requirepass', 'secret')
  owner.disconnect()
  expect(await failure(guarded.url)).toMatchObject({ name: 'NotSent', code: 'NOAUTH', why: 'denied' })
  const wrong = await failure(`${guarded.url}?password=guess`)
  expect(wrong).toMatchObject({ code: 'WRONGPASS', why: 'denied', retryable: false })
  expect(wrong.message).toBe(
    'the cache does not let Pitcrew in: WRONGPASS invalid username-password pair or user is disabled. (WRONGPASS)',
  )
  await createCache(`${guarded.url}?password=secret`).ping(patient())
})

test('nobody listens', async () => {
  expect(await failure(`redis://127.0.0.1:${await findClosedPort()}`)).toMatchObject({
    code: 'ECONNREFUSED',
    why: 'refused',
    message: 'the cache does not answer: connection refused (ECONNREFUSED)',
  })
  expect(await failure(`${redis.url}.gone`)).toMatchObject({ code: 'ENOENT', why: 'refused' })
})

test('a server that accepts and never answers ends by the signal, and is hung up on', async () => {
  const heard = Promise.withResolvers<void>()
  const server = await accept(socket => void socket.once('data', () => heard.resolve()))
  const controller = new AbortController()
  const failed = failure(server.url, controller.signal)
  await heard.promise
  controller.abort()
  expect(await failed).toMatchObject({
    why: 'timeout',
    message: 'the cache did not answer in time (timeout)',
  })
  await server.closed
})

test('a signal that has fired already connects to nobody', async () => {
  const server = await accept(() => {})
  expect(await failure(server.url, AbortSignal.abort())).toMatchObject({ why: 'timeout' })
  expect(server.accepted()).toBe(0)
})

test('a dropped connection is a refusal: nothing is sent again, nobody reconnects', async () => {
  const heard: string[] = []
  const server = await accept(socket => {
    socket.on('data', data => {
      const words = data.toString().toUpperCase()
      heard.push(...words.split('\r\n').filter(w => w === 'PING'))
      // Whatever the client says first is answered; PING is not.
      if (words.includes('PING')) socket.destroy()
      else socket.write('-ERR unknown command `HELLO`\r\n')
    })
  })
  expect(await failure(server.url)).toMatchObject({ why: 'refused', retryable: true })
  expect(heard).toEqual(['PING'])
  expect(server.accepted()).toBe(1)
})

test.each([
  [
    '-LOADING Redis is loading the dataset in memory',
    'LOADING',
    'refused',
    'the cache is not ready: LOADING Redis is loading the dataset in memory (LOADING)',
  ],
  [
    '-NOPERM no permission',
    'NOPERM',
    'denied',
    'the cache does not let Pitcrew’s user do that: NOPERM no permission (NOPERM)',
  ],
  [
    '-MASTERDOWN Link with MASTER is down',
    'MASTERDOWN',
    'refused',
    'the cache is not ready: MASTERDOWN Link with MASTER is down (MASTERDOWN)',
  ],
  [
    '-ERR max number of clients reached',
    'ERR',
    'refused',
    'the cache is not ready: ERR max number of clients reached (ERR)',
  ],
  [
    '-DENIED Redis is running in protected mode because protected mode is enabled',
    'DENIED',
    'denied',
    'the cache does not let Pitcrew in: DENIED Redis is running in protected mode because protected mode is enabled (DENIED)',
  ],
  [
    'HTTP/1.1 400 Bad Request',
    'Protocol',
    'malformed',
    'the cache answered something that is not Redis’ language (Protocol)',
  ],
  ['+PANG', 'Protocol', 'malformed', 'the cache answered something that is not Redis’ language (Protocol)'],
])('“%s” is %s: %s', async (line, code, why, message) => {
  const server = await accept(socket => {
    socket.on('data', data => {
      const isPing = data.toString().toUpperCase().includes('PING')
      const isHttp = line.startsWith('HTTP')
      socket.write(isPing || isHttp ? `${line}\r\n` : '-ERR unknown command `HELLO`\r\n')
    })
  })
  expect(await failure(server.url)).toMatchObject({ code, why, message })
})
