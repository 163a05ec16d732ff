import { expect, test } from 'vitest'
import { NotSent } from '../../../src/runbook/ports/faults.ts'
import type { LogLine, Logs } from '../../../src/runbook/ports/logs.ts'
import { securityIndicators } from '../../../src/runbook/probes/security-indicators.ts'
import { claimedAt, ctxWith, fakeDatabase } from '../fake-production.ts'

const bySql = { title: 'failed logins', sql: 'SELECT count(*) FROM logins', above: 10 }
const byLogs = {
  title: 'denied',
  region: 'eu-west-2',
  group: '/ecs/api',
  pattern: 'DENIED',
  within: '15m',
  above: 2,
}
const line: LogLine = { at: 0, text: 'DENIED', stream: 's' }
function world(logins: string | Error, lines: LogLine[][] | Error) {
  const asked: unknown[] = []
  async function* search(...args: unknown[]) {
    asked.push(args[1])
    if (lines instanceof Error) throw lines
    yield* lines
  }
  const ctx = ctxWith({
    logs: { search } as unknown as Logs,
    database: fakeDatabase({
      read: async () => {
        if (logins instanceof Error) throw logins
        return { columns: ['n'], rows: [[logins]] }
      },
    }),
  })
  return { ctx, asked }
}
const look = (ctx: Parameters<typeof securityIndicators.run>[1]) =>
  securityIndicators.run({ indicators: [bySql, byLogs] }, ctx)

test('none is raised', async () => {
  const { ctx, asked } = world('10', [[line], [line]])
  expect(await look(ctx)).toMatchObject({ verdict: 'healthy', detail: 'none of 2 raised' })
  expect(asked).toEqual([{ from: claimedAt - 900_000, to: claimedAt, pattern: 'DENIED' }])
})

test('what is raised is named with its count', async () => {
  expect(await look(world('11', [[line, line], [line]]).ctx)).toEqual({
    verdict: 'unhealthy',
    detail: 'failed logins: 11 (normal ≤ 10); denied: 3 (normal ≤ 2)',
    evidence: { indicatorsRaised: { value: 2 } },
  })
})

test('one that is raised outweighs another that could not tell; silence beside it does not', async () => {
  const gone = new NotSent('ECONNREFUSED', 'the database could not be reached', { why: 'refused' })
  expect(await look(world(gone, [[line, line, line]]).ctx)).toMatchObject({ verdict: 'unhealthy' })
  await expect(look(world(gone, [[]]).ctx)).rejects.toBe(gone)
})
