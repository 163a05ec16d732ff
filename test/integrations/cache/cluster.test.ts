import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { createCache } from '../../../src/integrations/cache/cache.ts'
import { cacheFlush as action } from '../../../src/runbook/actions/cache-flush.ts'
import { claimedAt, ctxWith } from '../../runbook/fake-production.ts'

const slots = 16_384
const howManyKeys = 100
/** Redis puts the port of its cluster bus ten thousand above its own. */
const highestPort = 55_000

async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    await new Promise(resolve => server.close(resolve))
    const port = typeof address === 'object' && address !== null ? address.port : 0
    if (port > 0 && port <= highestPort) return port
  }
}

type Node = { server: RedisServer; port: number; client: Redis }
let nodes: Node[] = []

const says = (look: () => Promise<string>, words: string) =>
  vi.waitFor(async () => expect(await look()).toContain(words), { timeout: 15_000, interval: 20 })

/** A real cluster of two primaries and a replica of the first. */
beforeAll(async () => {
  for (let n = 0; n < 3; n++) {
    const port = await freePort()
    const server = await startRedis({ args: ['--port', `${port}`, '--cluster-enabled', 'yes', '--save', ''] })
    nodes.push({ server, port, client: new Redis(server.socket) })
  }
  const [first, second, third] = nodes as [Node, Node, Node]
  await first.client.call('CLUSTER', 'ADDSLOTSRANGE', 0, slots / 2 - 1)
  await second.client.call('CLUSTER', 'ADDSLOTSRANGE', slots / 2, slots - 1)
  for (const { port } of [second, third]) await first.client.call('CLUSTER', 'MEET', '127.0.0.1', port)
  const stateOf = async ({ client }: Node) => String(await client.call('CLUSTER', 'INFO'))
  await says(() => stateOf(second), 'cluster_state:ok')
  const id = String(await first.client.call('CLUSTER', 'MYID'))
  const knows = async () => String(await third.client.call('CLUSTER', 'NODES'))
  await says(knows, id)
  await third.client.call('CLUSTER', 'REPLICATE', id)
  await says(() => third.client.info('replication'), 'master_link_status:up')
  await says(() => stateOf(first), 'cluster_state:ok')
}, 60_000)
afterAll(async () => {
  for (const { client } of nodes) client.disconnect()
  await Promise.all(nodes.map(n => n.server.stop()))
  nodes = []
})

/** A hundred keys over both primaries. */
beforeEach(async () => {
  for (let n = 0; n < howManyKeys; n++) {
    const slot = Number(await nodes[0]?.client.call('CLUSTER', 'KEYSLOT', `key-${n}`))
    await nodes[slot < slots / 2 ? 0 : 1]?.client.set(`key-${n}`, 'x')
  }
})

const url = () => `redis://127.0.0.1:${nodes[1]?.port}`
const ctx = (afterMs = 1000) => ctxWith({ cache: createCache(url()) }, afterMs)
const params = action.parse({ name: 'application-cache' })
const keys = async () => Promise.all(nodes.slice(0, 2).map(n => n.client.dbsize()))
async function approved() {
  const preview = await action.preview(params, ctx())
  if ('refused' in preview) throw new Error(preview.refused)
  return { preview, claim: { request: 'r', params, before: preview.binds, at: claimedAt } }
}

test('every primary of a cluster is shown and emptied, whichever node the URL names', async () => {
  expect((await keys()).every(n => n > 0)).toBe(true)
  const { preview, claim } = await approved()
  expect(preview.shows.map(s => s.label).slice(0, 2)).toEqual(
    nodes
      .slice(0, 2)
      .map(n => `application-cache, primary 127.0.0.1:${n.port}`)
      .sort(),
  )
  const receipt = await action.execute(claim, ctx())
  expect(await keys()).toEqual([0, 0])
  expect(await action.verify(claim, receipt, ctx())).toEqual({
    state: 'done',
    detail: 'emptied; 0 keys since',
  })
})

test('a primary that may not be emptied is named, with what it still holds', async () => {
  const { claim } = await approved()
  const second = nodes[1] as Node
  // The rights change between the approval and the execution.
  await second.client.call('ACL', 'SETUSER', 'default', '-flushall')
  try {
    const receipt = await action.execute(claim, ctx())
    const [first, left] = await keys()
    expect(first).toBe(0)
    const outcome = await action.verify(claim, receipt, ctx())
    expect(outcome).toEqual({
      state: 'failed',
      detail: `emptied on 1 of 2 primaries; still ${left} keys on 127.0.0.1:${second.port}`,
    })
    expect(await action.preview(params, ctx())).toMatchObject({
      refused: expect.stringContaining('Pitcrew may not empty application-cache'),
    })
  } finally {
    await second.client.call('ACL', 'SETUSER', 'default', '+flushall')
  }
})

test('a lost answer is settled by what both primaries say', async () => {
  const { claim } = await approved()
  expect(await action.reconcile(claim, ctx(60_000))).toMatchObject({ state: 'not-applied' })
  await nodes[0]?.client.flushall()
  expect(await action.reconcile(claim, ctx(1000))).toMatchObject({ state: 'cannot-tell' })
  await nodes[1]?.client.flushall()
  expect(await action.reconcile(claim, ctx(1000))).toMatchObject({ state: 'applied' })
})

test('the URL of a replica leads to the primaries', async () => {
  const replica = createCache(`redis://127.0.0.1:${nodes[2]?.port}`)
  const servers = await replica.inspect(new AbortController().signal)
  expect(servers.map(s => s.address).sort()).toEqual(
    nodes
      .slice(0, 2)
      .map(n => `127.0.0.1:${n.port}`)
      .sort(),
  )
})
