import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FindingRow } from '../../src/incident/events.ts'
import type { ProbePlan } from '../../src/incident/policy.ts'
import { NotSent, type Why } from '../../src/runbook/ports/faults.ts'
import type { ProductionPorts } from '../../src/runbook/probe.ts'
import { runProbes } from '../../src/runbook/run-probes.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const plan = (key: string, more: Partial<ProbePlan> = {}): ProbePlan => ({
  key,
  kind: 'http-endpoint',
  title: key,
  params: { url: `https://${key}.example/health` },
  timeoutMs: 3000,
  ...more,
})
const answer = { status: 200, tookMs: 5, contentType: 'application/json', body: '{}' }
const portsOf = (get: ProductionPorts['endpoints']['get']): ProductionPorts => ({
  endpoints: { get, send: () => Promise.reject(new Error('no')) },
})

async function run(plans: ProbePlan[], ports: ProductionPorts) {
  const rows: FindingRow[] = []
  const done = runProbes(plans, ports, 0, row => void rows.push(row))
  return { rows, done }
}

test('a probe that ignores its signal is left behind at its own timeout and holds nobody up', async () => {
  const never = new Promise<never>(() => {})
  const ports = portsOf(async url => (url.includes('slow') ? never : answer))
  const { rows, done } = await run([plan('slow'), plan('fast')], ports)
  await vi.advanceTimersByTimeAsync(0)
  expect(rows.map(r => r.key)).toEqual(['fast'])
  await vi.advanceTimersByTimeAsync(2999)
  expect(rows).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(rows.map(r => r.key)).toEqual(['fast', 'slow'])
  expect(rows[1]).toMatchObject({
    verdict: 'unhealthy',
    why: 'timeout',
    detail: 'HTTP 000 (no answer within 3 s)',
    tookMs: 3000,
    evidence: {},
  })
  expect((await done).map(r => r.key)).toEqual(['slow', 'fast'])
})

test('together they take as long as the slowest, not as long as all', async () => {
  const never = new Promise<never>(() => {})
  const plans = ['a', 'b', 'c'].map(k => plan(k, { timeoutMs: 5000 }))
  const { rows } = await run(
    plans,
    portsOf(() => never),
  )
  await vi.advanceTimersByTimeAsync(5000)
  expect(rows.map(r => r.why)).toEqual(['timeout', 'timeout', 'timeout'])
})

test('the signal fires at the timeout, and a probe that then rejects is a timeout all the same', async () => {
  let aborted = false
  const get = (_: string, signal: AbortSignal) =>
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => {
        aborted = true
        reject(new Error('socket hang up'))
      }),
    )
  const { rows } = await run([plan('a')], portsOf(get))
  await vi.advanceTimersByTimeAsync(3000)
  expect(aborted).toBe(true)
  expect(rows[0]).toMatchObject({ why: 'timeout', detail: 'HTTP 000 (no answer within 3 s)' })
})

test('no timer is left when all have answered', async () => {
  const { done } = await run(
    [plan('a'), plan('b')],
    portsOf(async () => answer),
  )
  await done
  expect(vi.getTimerCount()).toBe(0)
})

test.each<[Why, 'unhealthy' | 'unknown']>([
  ['refused', 'unhealthy'],
  ['timeout', 'unhealthy'],
  ['malformed', 'unhealthy'],
  ['denied', 'unknown'],
  ['off', 'unknown'],
  ['fault', 'unknown'],
])('an endpoint whose answer is missing for %s is %s, with the reason', async (why, verdict) => {
  const get = () => Promise.reject(new NotSent('CODE', 'in calm words', { why }))
  const { done } = await run([plan('a')], portsOf(get))
  expect((await done)[0]).toMatchObject({ verdict, why, detail: 'in calm words', evidence: {} })
})

test('AWS that does not answer tells nothing of the service behind it', async () => {
  const ecs = plan('ecs', {
    kind: 'ecs-service',
    params: { region: 'eu-west-2', cluster: 'prod', service: 'api' },
  })
  const containers = {
    describeService: () =>
      Promise.reject(new NotSent('ECONNREFUSED', 'AWS could not be reached', { why: 'refused' })),
  } as unknown as NonNullable<ProductionPorts['containers']>
  const { done } = await run([ecs], { ...portsOf(async () => answer), containers })
  expect((await done)[0]).toMatchObject({ verdict: 'unknown', why: 'refused' })
})

test('a process that was held up says so: what it waited for may have answered meanwhile', async () => {
  const never = new Promise<never>(() => {})
  const { done } = await run(
    [plan('a')],
    portsOf(() => never),
  )
  let late = 0
  const real = performance.now.bind(performance)
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + late)
  late = 2500
  await vi.advanceTimersByTimeAsync(3000)
  expect((await done)[0]).toMatchObject({
    verdict: 'unknown',
    why: 'fault',
    detail: 'Pitcrew itself was held up while it waited',
  })
  clock.mockRestore()
})

test.each([404, 410])(
  'HTTP %i of an address that is only assumed: not there, neither down nor well',
  async status => {
    const ports = portsOf(async () => ({ ...answer, status }))
    const assumed = await run([plan('a', { isAssumed: true })], ports)
    expect((await assumed.done)[0]).toMatchObject({
      verdict: 'unknown',
      why: 'absent',
      detail: `not there (HTTP ${status}); the playbook marks it as an assumption`,
    })
    const named = await run([plan('a')], ports)
    expect((await named.done)[0]).toMatchObject({ verdict: 'unhealthy', detail: `HTTP ${status}` })
  },
)

test('an assumed address that is there and fails is down like any other', async () => {
  const { done } = await run(
    [plan('a', { isAssumed: true })],
    portsOf(async () => ({ ...answer, status: 503 })),
  )
  expect((await done)[0]).toMatchObject({ verdict: 'unhealthy', detail: 'HTTP 503' })
})

test('any other throw is an unknown, in one short line', async () => {
  const get = () => Promise.reject(new Error(`${'x'.repeat(500)}\n    at somewhere`))
  const { done } = await run([plan('a')], portsOf(get))
  const [row] = await done
  expect(row).toMatchObject({ verdict: 'unknown', why: 'fault' })
  expect(row?.detail).toBe('x'.repeat(200))
})

test('parameters that no longer fit, or a kind that is gone, cost one row and not the run', async () => {
  const plans = [
    plan('bad', { params: { url: 'file:///etc/passwd' } }),
    plan('gone', { kind: 'constructor' }),
    plan('good'),
  ]
  const { done } = await run(
    plans,
    portsOf(async () => answer),
  )
  const rows = await done
  expect(rows.map(r => r.verdict)).toEqual(['unknown', 'unknown', 'healthy'])
  expect(rows[0]?.detail).toBe('its parameters do not fit: url expected an address like https://…')
  expect(rows[1]?.detail).toBe('Pitcrew has no probe of kind constructor')
  expect(vi.getTimerCount()).toBe(0)
})
