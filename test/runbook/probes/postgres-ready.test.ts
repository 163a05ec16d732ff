import { expect, test } from 'vitest'
import { postgresReady } from '../../../src/runbook/probes/postgres-ready.ts'
import { ctxWith, fakeDatabase } from '../fake-production.ts'

test('a database that answers is healthy', async () => {
  const ctx = ctxWith({
    database: fakeDatabase({ ping: async () => ({ version: '16.4', isStandby: false }) }),
  })
  expect(await postgresReady.run({}, ctx)).toEqual({
    verdict: 'healthy',
    detail: 'answers (PostgreSQL 16.4)',
    evidence: { connected: { value: true } },
  })
})

test('without a database it is unknown, not healthy', async () => {
  expect(await postgresReady.run({}, ctxWith({}))).toMatchObject({ verdict: 'unknown', why: 'off' })
})
