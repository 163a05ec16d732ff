import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { pitcrew } from '../../../src/incident/decision.ts'
import { event } from '../../../src/incident/events.ts'
import { declare } from '../../../src/incident/lifecycle/declare.ts'
import { checkSafety } from '../../../src/integrations/redis/check-safety.ts'
import { createKeys } from '../../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../../src/integrations/redis/store.ts'
import { stampEvents } from '../../../src/runbook/engine/stamp.ts'
import type { Append } from '../../../src/runbook/ports/incident-store.ts'
import { testPolicy } from '../../fixtures/policy.ts'

let server: RedisServer
let redis: Redis
const policy = testPolicy()
const now = Date.UTC(2025, 0, 20)
beforeAll(async () => {
  server = await startRedis()
  redis = new Redis(server.socket)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})

function declared(id: string, command: string, here?: string): Append {
  const issued = { id: command, via: 'test', actor: { user: 'U1', standing: 'member' as const, roles: [] } }
  const decision = declare({
    id,
    policy,
    now,
    command: {
      ...issued,
      type: 'declare',
      title: 't',
      severity: 'P1',
      triage: {},
      visibility: 'public',
      mode: 'live',
      origin: { channel: 'C1' },
      where: here === undefined ? 'new' : { here },
      onCall: [],
    },
  })
  if ('refused' in decision) throw new Error(decision.refused)
  const { lines, state } = stampEvents(id, undefined, decision.events, issued, now)
  return {
    id,
    expected: 0,
    command,
    lines,
    state,
    score: now,
    takes: [],
    frees: [],
    ...(here ? { channel: here } : {}),
  }
}
function noted(before: Append, command: string, more: Partial<Append> = {}): Append {
  const stamped = stampEvents(
    before.id,
    before.state,
    [event('note.added', { text: command })],
    { id: command, via: 'test', actor: pitcrew },
    now,
  )
  return {
    ...before,
    expected: before.state.version,
    command,
    lines: stamped.lines,
    state: stamped.state,
    ...more,
  }
}
const storeOf = (name: string) => createIncidentStore(redis, createKeys(`{${name}}`))

test('an append that is sent again after a lost answer writes nothing twice', async () => {
  const store = storeOf('lost')
  const first = declared('INC-20250120-000000', 'c1')
  expect(await store.append(first)).toEqual({ outcome: 'appended' })
  expect(await store.append(first)).toEqual({ outcome: 'repeated', id: first.id })
  const second = noted(first, 'c2')
  expect(await store.append(second)).toEqual({ outcome: 'appended' })
  expect(await store.append(second)).toEqual({ outcome: 'repeated', id: first.id })
  expect(await store.readLines(first.id)).toHaveLength(first.lines.length + 1)
})

test('a declare delivered again under a later id is the same incident', async () => {
  const store = storeOf('again')
  await store.append(declared('INC-20250120-000000', 'c1'))
  expect(await store.append(declared('INC-20250120-000005', 'c1'))).toEqual({
    outcome: 'repeated',
    id: 'INC-20250120-000000',
  })
})

test('of two decisions on one version the second loses; ids and channels are taken once', async () => {
  const store = storeOf('races')
  const first = declared('INC-20250120-000000', 'c1', 'C9')
  await store.append(first)
  await store.append(noted(first, 'c2'))
  expect(await store.append(noted(first, 'c3'))).toEqual({ outcome: 'conflict' })
  expect(await store.append(declared('INC-20250120-000000', 'c4'))).toEqual({ outcome: 'id-taken' })
  expect(await store.append(declared('INC-20250120-000009', 'c5', 'C9'))).toEqual({
    outcome: 'channel-taken',
    id: first.id,
  })
})

test('one running action a target, across incidents, until it is freed', async () => {
  const store = storeOf('targets')
  const a = declared('INC-20250120-000001', 'a')
  const b = declared('INC-20250120-000002', 'b')
  await store.append(a)
  await store.append(b)
  const a2 = noted(a, 'a2', { takes: [{ target: 'ecs/x', holder: 'a/r1' }] })
  expect(await store.append(a2)).toEqual({ outcome: 'appended' })
  const b2 = noted(b, 'b2', { takes: [{ target: 'ecs/x', holder: 'b/r1' }] })
  expect(await store.append(b2)).toEqual({ outcome: 'target-taken', target: 'ecs/x', holder: 'a/r1' })
  await store.append(noted(a2, 'a3', { takes: [], frees: [{ target: 'ecs/x', holder: 'a/r1' }] }))
  expect(await store.append(b2)).toEqual({ outcome: 'appended' })
})

test('a short log is replayed, a longer one from its last snapshot; both load as what was appended', async () => {
  const store = storeOf('lengths')
  let last = declared('INC-20250120-000004', 'c0')
  await store.append(last)
  const snapshot = () => redis.exists(createKeys('{lengths}').state(last.id))
  expect(await snapshot()).toBe(0)
  for (let n = 1; last.state.version < 20; n++) {
    expect(await snapshot()).toBe(last.state.version < 8 ? 0 : 1)
    const { state } = await store.load(last.id)
    expect(state).toEqual(last.state)
    expect((await store.readEvent(last.id, last.state.version))?.seq).toBe(last.state.version)
    last = noted(last, `c${n}`)
    expect(await store.append(last)).toEqual({ outcome: 'appended' })
  }
  expect(await store.readEvent(last.id, 0)).toBe(undefined)
  expect(await store.readEvent(last.id, 21)).toBe(undefined)
  expect((await store.load('INC-20250120-999999')).state).toBe(undefined)
})

test('open and ended ones are listed together, newest first', async () => {
  const store = storeOf('lists')
  const at = (n: number) => ({ declaredAt: now + n })
  const [a, b, c] = [1, 2, 3].map(n => declared(`INC-20250120-00000${n}`, `l${n}`))
  if (!a || !b || !c) throw new Error('three')
  for (const [n, one] of [a, b, c].entries())
    await store.append({ ...one, state: { ...one.state, ...at(n) } })
  expect(await store.listAll(10)).toEqual([c.id, b.id, a.id])
  const ended = { how: 'resolved' as const, at: now, by: 'U1', summary: '' }
  await store.append(
    noted(b, 'end', { state: { ...b.state, version: b.state.version + 1, ended, ...at(1) } }),
  )
  expect(await store.listOpen()).toEqual([a.id, c.id])
  expect(await store.listAll(10)).toEqual([c.id, b.id, a.id])
  expect(await store.listAll(2)).toEqual([c.id, b.id])
})

test('what is due is claimed by one of two', async () => {
  const store = storeOf('agenda')
  await store.append(declared('INC-20250120-000003', 'c1'))
  const both = await Promise.all([store.claimDue(10, 5000), store.claimDue(10, 5000)])
  expect(both.flat()).toEqual(['INC-20250120-000003'])
})

test('a Redis that forgets is refused with what to set', async () => {
  const forgetful = await startRedis({ args: ['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru'] })
  const client = new Redis(forgetful.socket)
  const { refusals } = await checkSafety(client)
  client.disconnect()
  await forgetful.stop()
  expect(refusals.join('\n')).toContain('CONFIG SET maxmemory-policy noeviction')
  expect(refusals.join('\n')).toContain('CONFIG SET appendonly yes')
  expect((await checkSafety(redis)).refusals).toEqual([])
})
