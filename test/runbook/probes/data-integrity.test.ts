import { expect, test } from 'vitest'
import { dataIntegrity } from '../../../src/runbook/probes/data-integrity.ts'
import { ctxWith, fakeDatabase } from '../fake-production.ts'

const finding = (rows: number) =>
  dataIntegrity.run(
    { sql: 'SELECT id FROM requests WHERE customer_id IS NULL' },
    ctxWith({
      database: fakeDatabase({
        read: async (_, { most }) => ({
          columns: ['id'],
          rows: Array.from({ length: Math.min(rows, most) }, (__, n) => [String(n)]),
        }),
      }),
    }),
  )

test.each([
  [0, 'healthy', 'nothing amiss'],
  [3, 'unhealthy', '3 rows that should not be'],
  [5000, 'unhealthy', '100 or more rows that should not be'],
])('%i rows', async (rows, verdict, detail) => {
  expect(await finding(rows)).toMatchObject({ verdict, detail })
})
