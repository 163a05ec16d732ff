import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FindingRow } from '../../src/incident/events.ts'
import { assess } from '../../src/incident/evidence/assess.ts'
import type { Json, Severity } from '../../src/incident/model/words.ts'
import { createCache } from '../../src/integrations/cache/cache.ts'
import { createEndpoints } from '../../src/integrations/http/endpoints.ts'
import { createDatabase } from '../../src/integrations/postgres/database.ts'
import type { ProductionPorts } from '../../src/runbook/probe.ts'
import { runProbes } from '../../src/runbook/run-probes.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { findClosedPort, startTcp } from '../integrations/tcp.ts'
import { fakeContainers, fakeDatabase, serviceState } from '../runbook/fake-production.ts'

/** §2.2 of the playbook, line by line, and the criterion of its P1 list that the function leaves out. */
function determineSeverity(factors: {
  serviceAvailable: boolean
  customerImpact: number
  securityBreach: boolean
  emergencyQueue: number
  databaseTotalFailure: boolean
}): Severity {
  if (
    !factors.serviceAvailable ||
    factors.customerImpact > 1000 ||
    factors.securityBreach ||
    factors.emergencyQueue > 10
  )
    return 'P1'
  // P1: “Database total failure preventing emergency requests”.
  if (factors.databaseTotalFailure) return 'P1'
  if (factors.customerImpact > 100 || factors.emergencyQueue > 5) return 'P2'
  return 'P3'
}

const policy = testPolicy()
const shortMs = 250
const stops: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const stop of stops.reverse()) await stop()
})
const tls = (name: string) => ({
  key: readFileSync(`test/fixtures/tls/${name}.key`),
  cert: readFileSync(`test/fixtures/tls/${name}.crt`),
})

/** Where nobody answers, each in its own way: `host:port`, and how curl would write it. */
const addresses: Record<string, { http: string; tcp: string; says: RegExp }> = {}
let well = ''
beforeAll(async () => {
  const tcp = async (...behave: Parameters<typeof startTcp>) => {
    const server = await startTcp(...behave)
    stops.push(server.stop)
    return `127.0.0.1:${server.port}`
  }
  const https = async (name: string) => {
    const server = createHttps(tls(name), (_, response) => response.end('{}'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => new Promise(resolve => server.close(resolve)))
    return `127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const http = createHttp((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(request.url?.includes('stats') ? '{"customers":{"affected":0}}' : '2')
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  stops.push(() => new Promise(resolve => http.close(resolve)))
  well = `127.0.0.1:${(http.address() as AddressInfo).port}`
  const closed = `127.0.0.1:${await findClosedPort()}`
  const resets = await tcp(socket => socket.resetAndDestroy())
  const hangs = await tcp(() => {})
  const closes = await tcp(socket => void socket.once('data', () => socket.end()))
  const babbles = await tcp(
    socket => void socket.once('data', () => socket.end('220 mail.example ESMTP\r\n')),
  )
  const add = (way: string, tcp: string, says: RegExp, http = `http://${tcp}`) => {
    addresses[way] = { http, tcp, says }
  }
  add('refused', closed, /connection refused/)
  add('reset', resets, /connection reset|connection closed/)
  add('closed without a word', closes, /connection reset|connection closed/)
  add('silent', hangs, /no answer (within|in time)/)
  add('unresolvable', 'gone.invalid:5432', /name not found/, 'http://gone.invalid')
  add('another protocol', babbles, /not HTTP|not PostgreSQL|not Redis|connection closed/)
  add('a self-signed certificate', closed, /self-signed|refused/, `https://${await https('self-signed')}`)
  add('an expired certificate', closed, /expired|not valid yet|refused/, `https://${await https('expired')}`)
  add('no TLS', closed, /TLS handshake failed|refused/, `https://${well}`)
})

type Down = { endpoints?: boolean; database?: boolean; cache?: boolean; one?: boolean }
const named = ['api-health', 'emergency-health', 'emergency-status']

/** The playbook's own probes, run against what is really there. */
async function look(way: string, down: Down): Promise<FindingRow[]> {
  const bad = addresses[way] ?? { http: '', tcp: '', says: /^$/ }
  const isDown = (key: string) =>
    down.endpoints === true ? named.includes(key) : down.one === true && key === named[1]
  const plans = policy.probes.map(p => {
    const url = (p.params as { url?: string }).url
    if (url === undefined) return { ...p, timeoutMs: shortMs }
    const other = { stripe: [200] }[p.key]
    const params = {
      ...(p.params as object),
      url: `${isDown(p.key) ? bad.http : `http://${well}`}${new URL(url).pathname}`,
      ...(other === undefined ? {} : { reachable: other }),
    }
    return { ...p, params: params as Json, timeoutMs: shortMs }
  })
  const unresolved = Object.assign(new Error('no'), { code: 'ENOTFOUND' })
  const resolve = (_: string, __: object, done: (error: Error, found: []) => void) => done(unresolved, [])
  const database = fakeDatabase({
    ping: async () => ({ version: '18.4', isStandby: false }),
    countConnections: async () => ({ byState: { idle: 3 }, most: 100 }),
    read: async sql => ({
      columns: ['n'],
      rows: sql.includes('count') || sql.includes('coalesce') ? [['0']] : [],
    }),
  })
  const ports: ProductionPorts = {
    endpoints: createEndpoints({ resolve: resolve as never }),
    containers: fakeContainers(serviceState()).containers,
    loadBalancers: { targetHealth: async () => [{ id: 'i', port: 80, state: 'healthy' }] },
    logs: { async *search() {} } as unknown as NonNullable<ProductionPorts['logs']>,
    secrets: { find: () => 'arn:x' },
    database: down.database === true ? createDatabase(`postgres://pitcrew@${bad.tcp}/app`) : database,
    cache:
      down.cache === true
        ? createCache(`redis://${bad.tcp}`)
        : ({ ping: async () => {} } as unknown as NonNullable<ProductionPorts['cache']>),
  }
  return runProbes(plans, ports, Date.UTC(2025, 0, 20), () => {})
}
const proposed = (findings: FindingRow[], current: Severity = 'P3') =>
  assess(policy.assessment, { findings, triage: { canCall: 'yes' } }, { current }).proposed
const find = (rows: FindingRow[], key: string) => rows.find(r => r.key === key)

const ways = [
  'refused',
  'reset',
  'closed without a word',
  'silent',
  'unresolvable',
  'another protocol',
  'a self-signed certificate',
  'an expired certificate',
  'no TLS',
]

describe.each(ways)('%s', way => {
  test.each<[string, Down]>([
    ['nothing', {}],
    ['all endpoints', { endpoints: true }],
    ['one endpoint of three', { one: true }],
    ['the database', { database: true }],
    ['the cache', { cache: true }],
    ['everything', { endpoints: true, database: true, cache: true }],
  ])('%s down is proposed as the playbook would', async (_, down) => {
    const rows = await look(way, down)
    const expected = determineSeverity({
      serviceAvailable: down.endpoints !== true && down.one !== true,
      customerImpact: 0,
      securityBreach: false,
      emergencyQueue: 2,
      databaseTotalFailure: down.database === true,
    })
    expect(proposed(rows)).toBe(expected)
    const says = addresses[way]?.says
    for (const key of down.endpoints === true ? named : down.one === true ? named.slice(1, 2) : []) {
      expect(find(rows, key)).toMatchObject({ verdict: 'unhealthy' })
      expect(find(rows, key)?.detail).toMatch(/^HTTP 000 \(.+\)$/)
      expect(find(rows, key)?.detail).toMatch(says ?? /^$/)
    }
    for (const key of [
      ...(down.database === true ? ['database', 'database-connections'] : []),
      ...(down.cache === true ? ['cache'] : []),
    ]) {
      expect(find(rows, key)).toMatchObject({ verdict: 'unhealthy' })
      expect(find(rows, key)?.detail).toMatch(/^connection failed: /)
      expect(find(rows, key)?.detail).toMatch(says ?? /^$/)
    }
    // A database that is down says nothing of intruders, nor of what is in its tables.
    if (down.database === true) {
      expect(find(rows, 'security')).toMatchObject({ verdict: 'unknown' })
      expect(find(rows, 'data-integrity')).toMatchObject({ verdict: 'unknown' })
    }
  })
})

test.each<[number, number, boolean, Severity]>([
  [0, 0, false, 'P3'],
  [100, 5, false, 'P3'],
  [101, 0, false, 'P2'],
  [0, 6, false, 'P2'],
  [1000, 10, false, 'P2'],
  [1001, 0, false, 'P1'],
  [0, 11, false, 'P1'],
  [0, 0, true, 'P1'],
])('%i customers, %i waiting, breach %s: %s by both', async (customers, waiting, breach, severity) => {
  const rows = (await look('refused', {})).map(r => {
    if (r.key === 'customers-affected') return { ...r, evidence: { customersAffected: { value: customers } } }
    if (r.key === 'queue') return { ...r, evidence: { queue: { value: waiting } } }
    return r.key === 'security' && breach ? { ...r, verdict: 'unhealthy' as const } : r
  })
  const factors = { serviceAvailable: true, databaseTotalFailure: false, securityBreach: breach }
  expect(determineSeverity({ ...factors, customerImpact: customers, emergencyQueue: waiting })).toBe(severity)
  expect(proposed(rows)).toBe(severity)
})

test('what Pitcrew is unable to ask is unknown, and lowers nothing', async () => {
  const off = await runProbes(
    policy.probes.filter(p => ['database', 'cache', 'ecs-london', 'security'].includes(p.key)),
    { endpoints: createEndpoints() },
    0,
    () => {},
  )
  expect(off.map(r => [r.verdict, r.why])).toEqual(off.map(() => ['unknown', 'off']))
  expect(proposed(off, 'P1')).toBe('P1')
})

test('assumptions that do not exist neither raise a severity nor hold it up', async () => {
  const rows = await look('refused', {})
  const absent = (...keys: string[]) =>
    rows.map(r =>
      keys.includes(r.key) ? { ...r, verdict: 'unknown' as const, why: 'absent', evidence: {} } : r,
    )
  const gone = absent('authentication', 'longest-wait', 'data-integrity')
  expect(proposed(gone)).toBe('P3')
  expect(proposed(gone, 'P1')).toBe('P3')
  const assessed = assess(
    policy.assessment,
    { findings: gone, triage: { canCall: 'yes' } },
    { current: 'P1' },
  )
  expect(assessed.unknown).toEqual([])
  expect(assessed.rules.find(r => r.factor === 'authentication')).toMatchObject({
    verdict: 'unknown',
    input: 'not there',
  })
  // One of the five inputs: people are asked instead, and until they answer nothing is lowered.
  expect(proposed(absent('customers-affected'), 'P1')).toBe('P1')
  const told = { canCall: 'yes' as const, customersAffected: 150 }
  expect(
    assess(policy.assessment, { findings: absent('customers-affected'), triage: told }, { current: 'P3' })
      .proposed,
  ).toBe('P2')
})
