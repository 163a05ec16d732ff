import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { type RedisName, startRedisName } from '../../../sandbox/embedded/redis-name.ts'
import { createStoreClient, createWaitingClient } from '../../../src/integrations/redis/client.ts'
import { createKeys } from '../../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../../src/integrations/redis/store.ts'
import { explainFault } from '../../../src/runbook/explain-fault.ts'
import { StoreFault } from '../../../src/runbook/ports/faults.ts'

let servers: RedisServer[]
let name: RedisName
let client: Redis
beforeEach(async () => {
  servers = await Promise.all([startRedis(), startRedis()])
  name = await startRedisName(servers[0]?.socket ?? '')
  client = createStoreClient(name.url, () => {})
  await client.connect()
})
afterEach(async () => {
  client.disconnect()
  await name.stop()
  await Promise.all(servers.map(s => s.stop()))
})
const write = () => createIncidentStore(client, createKeys()).keep('x', 'y', 1000)
const faultOf = async () => {
  const error = await write().catch((e: unknown) => e)
  expect(error).toBeInstanceOf(StoreFault)
  return error as StoreFault
}

test.each([
  ['OOM', 'full', ['maxmemory', '1'], ['maxmemory', '0']],
  ['NOREPLICAS', 'no-replicas', ['min-replicas-to-write', '1'], ['min-replicas-to-write', '0']],
] as const)('%s is told as %s, and passes with its cause', async (_, trouble, on, off) => {
  await client.config('SET', ...on)
  const fault = await faultOf()
  expect([fault.trouble, fault.mayBeWritten, fault.owner]).toEqual([trouble, false, 'redis'])
  await client.config('SET', ...off)
  await write()
})

test('one that is not there, one that is cut off in between, and one that is slow: told apart, each in plain words', async () => {
  name.slowDown(1500)
  const slow = await faultOf()
  expect([slow.trouble, slow.mayBeWritten]).toEqual(['slow', true])
  name.slowDown(0)
  name.leave()
  await expect.poll(async () => (await faultOf()).trouble, { timeout: 5000 }).toBe('away')
  expect((await faultOf()).mayBeWritten).toBe(false)
  for (const error of [slow, await faultOf()]) {
    const { what, means, next } = explainFault(error)
    expect([what, means, next].join(' ')).not.toMatch(/Stream|enableOfflineQueue|Command timed|ECONN|ioredis/)
  }
})

test('a primary that became a replica behind its name: clients find the new one by themselves, blocked readers too', async () => {
  const [old, next] = servers
  if (old === undefined || next === undefined) throw new Error('Two servers are needed.')
  const reader = createWaitingClient(name.url, () => {})
  await reader.connect()
  const read = reader.blpop('line', 0)
  const admin = createWaitingClient(old.socket, () => {})
  await expect.poll(() => admin.info('clients')).toContain('blocked_clients:1')
  name.lead(next.socket)
  await admin.replicaof('127.0.0.1', 1)
  expect((await faultOf()).trouble).toBe('read-only')
  await expect
    .poll(() =>
      write().then(
        () => 'written',
        () => 'refused',
      ),
    )
    .toBe('written')
  await client.rpush('line', 'said')
  expect(await read).toEqual(['line', 'said'])
  for (const c of [reader, admin]) c.disconnect()
})
