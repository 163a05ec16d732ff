import { z } from 'zod'
import { databaseOf, oneQuery } from '../sql.ts'
import { defineProbe } from './define.ts'

const looksAt = 100

/** §2.2 `check_data_integrity`: a query that must find nothing. */
export const dataIntegrity = defineProbe({
  kind: 'data-integrity',
  params: z.strictObject({ sql: oneQuery }),
  async run({ sql }, { ports, signal }) {
    const { rows } = await databaseOf(ports).read(sql, { most: looksAt }, signal)
    const many = rows.length === looksAt ? `${looksAt} or more` : String(rows.length)
    return {
      verdict: rows.length === 0 ? 'healthy' : 'unhealthy',
      detail: rows.length === 0 ? 'nothing amiss' : `${many} rows that should not be`,
      evidence: { violations: { value: rows.length } },
    }
  },
})
