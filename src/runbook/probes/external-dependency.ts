import { z } from 'zod'
import { address, statuses } from '../address.ts'
import type { HttpPhases } from '../ports/endpoints.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({
  url: address,
  /** Statuses that mean it can be reached: a payment provider answers 401 to whoever has no key. */
  reachable: statuses.default([200]),
})

/** §4.1: whether a service of somebody else answers, and where the time goes. */
export const externalDependency = defineProbe<z.output<typeof params>>({
  kind: 'external-dependency',
  params,
  whenSilent: asStatusZero,
  async run({ url, reachable }, { ports, signal }) {
    const { status, tookMs, phases } = await ports.endpoints.get(url, signal)
    const isReached = reachable.includes(status)
    return {
      verdict: isReached ? 'healthy' : 'unhealthy',
      detail: `HTTP ${status}${isReached ? '' : `, expected ${reachable.join(' or ')}`} · ${inWords(phases, tookMs)}`,
      evidence: {
        status: { value: status },
        latency: { value: tookMs, unit: 'ms' },
        ...Object.fromEntries(Object.entries(phases ?? {}).map(([k, value]) => [k, { value, unit: 'ms' }])),
      },
    }
  },
})

/** As curl's time format has it: name lookup, connect, TLS, first byte, all; milliseconds since the start. */
function inWords(phases: HttpPhases | undefined, total: number): string {
  const { dns, connect, tls, firstByte } = phases ?? {}
  const parts = [
    ['DNS', dns],
    ['connect', connect],
    ['TLS', tls],
    ['first byte', firstByte],
    ['total', total],
  ] as const
  return parts.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${ms} ms`])).join(', ')
}
