import { z } from 'zod'
import { defineProbe } from './define.ts'

const params = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Statuses that mean well. */
  expect: z.array(z.number().int()).default([200]),
})

/** §2.1: the endpoint answers, with a status that means well. */
export const httpEndpoint = defineProbe<z.output<typeof params>>({
  kind: 'http-endpoint',
  params,
  async run({ url, expect }, { ports, signal }) {
    const { status, tookMs } = await ports.endpoints.get(url, signal)
    return {
      verdict: expect.includes(status) ? 'healthy' : 'unhealthy',
      detail: `HTTP ${status}`,
      evidence: { status: { value: status }, latency: { value: tookMs, unit: 'ms' } },
    }
  },
})
