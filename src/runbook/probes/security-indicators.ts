import { z } from 'zod'
import { duration } from '../../playbook/basics.ts'
import { logShape, logsOf } from '../logs.ts'
import { NotSent } from '../ports/faults.ts'
import type { Ctx } from '../probe.ts'
import { readNumber } from '../read-number.ts'
import { databaseOf, oneQuery } from '../sql.ts'
import { defineProbe } from './define.ts'

const common = { title: z.string().min(1).max(60), above: z.number().min(0).default(0) }
const indicator = z.union([
  z.strictObject({ ...common, sql: oneQuery }),
  z.strictObject({ ...common, ...logShape, pattern: z.string().min(1).max(1024), within: duration }),
])
type Indicator = z.output<typeof indicator>
const params = z.strictObject({ indicators: z.array(indicator).min(1).max(20) })

/** §2.2 `check_security_indicators`: signs of a breach, counted. One that is raised outweighs others that are silent. */
export const securityIndicators = defineProbe<z.output<typeof params>>({
  kind: 'security-indicators',
  params,
  async run({ indicators }, ctx) {
    const all = await Promise.allSettled(indicators.map(i => count(i, ctx)))
    const isAbsent = (c: (typeof all)[number]) =>
      ctx.isAssumed === true && c.status === 'rejected' && c.reason instanceof NotSent && c.reason.isAbsent
    const nowhere = indicators.filter((_, n) => isAbsent(all[n] as (typeof all)[number]))
    // Where all of them are assumptions that do not exist, that is the answer; else the others are.
    const counted = nowhere.length === indicators.length ? all : all.map(c => (isAbsent(c) ? zero : c))
    const asked = indicators.length - nowhere.length
    const raised = counted.flatMap((c, n) => {
      const i = indicators[n]
      return c.status === 'fulfilled' && i !== undefined && c.value > i.above
        ? [{ ...i, value: c.value }]
        : []
    })
    const failed = counted.find(c => c.status === 'rejected')
    if (raised.length === 0 && failed !== undefined) throw failed.reason
    return {
      verdict: raised.length === 0 ? 'healthy' : 'unhealthy',
      detail:
        raised.length === 0
          ? `none of ${asked} raised${nowhere.length === 0 ? '' : `; not there: ${nowhere.map(i => i.title).join(', ')}`}`
          : raised.map(i => `${i.title}: ${i.value} (normal ≤ ${i.above})`).join('; '),
      evidence: { indicatorsRaised: { value: raised.length } },
    }
  },
})

const zero: PromiseSettledResult<number> = { status: 'fulfilled', value: 0 }

async function count(i: Indicator, { ports, signal, now }: Ctx): Promise<number> {
  if ('sql' in i) {
    const { rows } = await databaseOf(ports).read(i.sql, { most: 1 }, signal)
    return readNumber(JSON.stringify(rows[0]?.[0] ?? null))
  }
  let found = 0
  const window = { from: now - i.within, to: now, pattern: i.pattern }
  for await (const page of logsOf(ports).search(i, window, signal)) {
    found += page.length
    // Enough to know; a flood need not be counted to its end.
    if (found > i.above + 1000) break
  }
  return found
}
