import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { createCache } from '../../../src/integrations/cache/cache.ts'
import { cacheFlush as action } from '../../../src/runbook/actions/cache-flush.ts'
import { Ambiguous, NotSent } from '../../../src/runbook/ports/faults.ts'
import { startTcp } from '../../integrations/tcp.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

let server: RedisServer
let redis: Redis
beforeAll(async () => {
  server = await startRedis()
  redis = new Redis(server.socket)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})
const params = action.parse({ name: 'application-cache' })
const ctx = (own = 'another', afterMs = 0) =>
  ctxWith({ cache: createCache(server.url), ownRedis: { runId: async () => own } }, afterMs)
const runId = async () => /run_id:(\w+)/.exec(await redis.info('server'))?.[1] ?? ''

test('shows keys and memory, binds to the server and how often it was emptied, empties it once', async () => {
  await redis.mset('a', '1', 'b', '2')
  await redis.select(3)
  await redis.set('c', '3')
  await redis.select(0)
  const preview = await action.preview(params, ctx())
  if ('refused' in preview) throw new Error(preview.refused)
  expect(preview.shows[0]?.now).toMatch(/^3 keys, /)
  expect(preview.binds).toEqual({ runId: await runId(), flushes: 0 })
  await redis.set('d', '4')
  expect(await action.preview(params, ctx())).toMatchObject({ binds: preview.binds })

  const claim = { request: 'r', params, before: preview.binds, at: claimedAt }
  expect(await action.reconcile(claim, ctx('another', 1000))).toMatchObject({ state: 'cannot-tell' })
  expect(await action.reconcile(claim, ctx('another', 20_000))).toMatchObject({ state: 'not-applied' })
  expect(await action.verify(claim, { flushes: 1 }, ctx())).toMatchObject({ state: 'failed' })
  const receipt = await action.execute(claim, ctx())
  expect(await redis.dbsize()).toBe(0)
  await redis.set('fresh', '1')
  expect(await action.verify(claim, receipt, ctx())).toEqual({
    state: 'done',
    detail: 'emptied; 1 keys since',
  })
  expect(await action.reconcile(claim, ctx())).toEqual({ state: 'applied', receipt: { flushes: 1 } })
  expect(await action.preview(params, ctx())).toMatchObject({ binds: { flushes: 1 } })
})

test('Pitcrew’s own Redis is never emptied: not in the preview, and not at the last moment', async () => {
  await redis.set('incident', 'kept')
  const own = await runId()
  expect(await action.preview(params, ctx(own))).toMatchObject({
    refused: expect.stringContaining('never emptied'),
  })
  const claim = { request: 'r', params, before: { runId: own, flushes: 1 }, at: claimedAt }
  await expect(action.execute(claim, ctx(own))).rejects.toThrow(NotSent)
  expect(await redis.get('incident')).toBe('kept')
})

test('a cache that takes the command and drops the line: not known, and not sent again', async () => {
  const asked: string[] = []
  const info = 'run_id:abc\r\ncluster_enabled:0\r\n'
  const tcp = await startTcp(socket => {
    socket.on('data', data => {
      const words = String(data)
      asked.push(words)
      if (/flushall/i.test(words)) socket.destroy()
      else if (/hello/i.test(words)) socket.write('-ERR unknown command `HELLO`\r\n')
      else socket.write(`$${info.length}\r\n${info}\r\n`)
    })
  })
  const dropping = ctxWith({ cache: createCache(`redis://127.0.0.1:${tcp.port}`) })
  const claim = { request: 'r', params, before: { runId: 'abc', flushes: 0 }, at: claimedAt }
  await expect(action.execute(claim, dropping)).rejects.toThrow(Ambiguous)
  expect(asked.filter(a => /flushall/i.test(a))).toHaveLength(1)
  await tcp.stop()
})
