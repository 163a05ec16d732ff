import { z } from 'zod'
import { address, statuses } from '../address.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({
  url: address,
  /** Statuses that mean well. */
  expect: statuses.default([200]),
  /** The media type that must come with them: an error page may well say 200. */
  expectType: z
    .string()
    .regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/, 'expected a media type like application/json')
    .optional(),
})

/** §2.1: the endpoint answers, with a status that means well. */
export const httpEndpoint = defineProbe<z.output<typeof params>>({
  kind: 'http-endpoint',
  params,
  whenSilent: asStatusZero,
  async run({ url, expect, expectType }, { ports, signal }) {
    const { status, tookMs, contentType } = await ports.endpoints.get(url, signal)
    const type = (contentType.split(';')[0] ?? '').trim().toLowerCase().slice(0, 80)
    const isMeant = expect.includes(status)
    const isTyped = expectType === undefined || type === expectType
    return {
      verdict: isMeant && isTyped ? 'healthy' : 'unhealthy',
      detail:
        isMeant && !isTyped
          ? `HTTP ${status}, but ${type || 'no content type'} instead of ${expectType}`
          : `HTTP ${status}`,
      evidence: { status: { value: status }, latency: { value: tookMs, unit: 'ms' } },
    }
  },
})
