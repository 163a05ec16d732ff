import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runInvestigation } from '../../src/runbook/run-investigation.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { ctxWith, fakeDatabase, seeing } from './fake-production.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const policy = testPolicy()
const never = () => new Promise<never>(() => {})

test('a part that hangs is left behind at the end of its time; the others were told long before', async () => {
  const { ports } = ctxWith({
    database: fakeDatabase({
      countConnections: never,
      listRunning: never,
      listBlocked: never,
      slowStatements: never,
    }),
    ...seeing({}).ports,
  })
  const told: string[] = []
  const run = runInvestigation(['database', 'deployments'], { policy, ports, now: 0, stem: 's' }, r =>
    told.push(r.part),
  )
  await vi.advanceTimersByTimeAsync(0)
  expect(told).toEqual(['deployments'])
  await vi.advanceTimersByTimeAsync(policy.investigation.timeoutMs)
  const { results } = await run
  expect(results.map(r => [r.part, r.failed])).toEqual([
    ['database', 'it took longer than 45 s'],
    ['deployments', undefined],
  ])
})

test('what a part fails with is one line without secrets', async () => {
  const ports = ctxWith({}).ports
  const broken = {
    ...ports,
    database: fakeDatabase({
      countConnections: () => Promise.reject(new Error('password=hunter2hunter is wrong\nand so on')),
    }),
  }
  const { results } = await runInvestigation(
    ['database'],
    { policy, ports: broken, now: 0, stem: 's' },
    () => {},
  )
  expect(results[0]?.failed).toBe('password=[hidden] is wrong')
})

test('one question of several that cannot be answered leaves the rest', async () => {
  const ports = {
    ...ctxWith({}).ports,
    database: fakeDatabase({
      countConnections: async () => ({ byState: { active: 3, idle: 5 }, most: 100 }),
      listRunning: async () => [],
      listBlocked: async () => [],
      slowStatements: () => Promise.reject(new Error('the database does not count statements')),
    }),
  }
  const { results } = await runInvestigation(['database'], { policy, ports, now: 0, stem: 's' }, () => {})
  expect(results[0]?.lines).toEqual([
    'Connections: 3 active, 5 idle (of 100)',
    'Nothing runs longer than 1000 ms',
    'Nobody waits for a lock',
    'Statements: could not tell: the database does not count statements',
  ])
})
