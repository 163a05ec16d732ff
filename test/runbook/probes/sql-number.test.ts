import { expect, test } from 'vitest'
import { sqlNumber } from '../../../src/runbook/probes/sql-number.ts'
import { ctxWith, fakeDatabase } from '../fake-production.ts'

const params = { sql: 'SELECT 1', as: 'longestWait', unit: 'min', most: 90 }
const answering = (rows: (string | null)[][]) =>
  ctxWith({ database: fakeDatabase({ read: async () => ({ columns: ['n'], rows }) }) })

test('the first cell is the number, to one decimal', async () => {
  expect(await sqlNumber.run(params, answering([['8.0305610']]))).toEqual({
    verdict: 'healthy',
    detail: '8 min (normal ≤ 90)',
    evidence: { longestWait: { value: 8, unit: 'min' } },
  })
  expect(await sqlNumber.run(params, answering([['90.1']]))).toMatchObject({ verdict: 'unhealthy' })
})

test.each([[[]], [[[null]]], [[['']]], [[['many']]]])('%j is no number', async rows => {
  await expect(sqlNumber.run(params, answering(rows))).rejects.toMatchObject({ why: 'malformed' })
})

test('without a database it could not tell', async () => {
  await expect(sqlNumber.run(params, ctxWith({}))).rejects.toMatchObject({ why: 'off' })
})

test.each(['DELETE FROM requests', 'SELECT 1; DROP TABLE requests', ''])('“%s” is not one question', sql => {
  expect(sqlNumber.params.safeParse({ ...params, sql }).success).toBe(false)
})
