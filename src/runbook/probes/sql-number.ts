import { z } from 'zod'
import { judgeNumber, numberShape } from '../judge-number.ts'
import { malformed } from '../read-number.ts'
import { databaseOf, oneQuery } from '../sql.ts'
import { defineProbe } from './define.ts'

const params = z.strictObject({ sql: oneQuery, ...numberShape })

/** A number that the database tells: the first column of the first row. */
export const sqlNumber = defineProbe<z.output<typeof params>>({
  kind: 'sql-number',
  params,
  whenSilent: reason => `no number, since the database gives no answer: ${reason}`,
  async run(given, { ports, signal }) {
    const { rows } = await databaseOf(ports).read(given.sql, { most: 1 }, signal)
    const cell = rows[0]?.[0]
    const value = cell === null || cell === undefined || cell === '' ? Number.NaN : Number(cell)
    if (!Number.isFinite(value)) throw malformed('expected one row with a number')
    return judgeNumber(value, given)
  },
})
