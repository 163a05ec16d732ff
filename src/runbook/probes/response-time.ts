import { z } from 'zod'
import { duration } from '../../playbook/basics.ts'
import { address } from '../address.ts'
import { requireOk } from '../require-ok.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({
  url: address,
  samples: z.number().int().min(1).max(50).default(5),
  below: duration.default(1000),
})

/** §5.1: 95 of 100 calls are quicker than this; several are made, one after the other. */
export const responseTime = defineProbe<z.output<typeof params>>({
  kind: 'response-time',
  params,
  whenSilent: asStatusZero,
  async run({ url, samples, below }, { ports, signal }) {
    const took: number[] = []
    for (let n = 0; n < samples; n++) took.push(requireOk(await ports.endpoints.get(url, signal)).tookMs)
    const p95 = took.toSorted((a, b) => a - b)[Math.ceil(samples * 0.95) - 1] ?? 0
    return {
      verdict: p95 < below ? 'healthy' : 'unhealthy',
      detail: `${p95} ms (p95 of ${samples}, normal < ${below} ms)`,
      evidence: { responseTime: { value: p95, unit: 'ms' } },
    }
  },
})
