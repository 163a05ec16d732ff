import { z } from 'zod'
import { address } from '../address.ts'
import { malformed, readNumber } from '../read-number.ts'
import { requireOk } from '../require-ok.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({
  url: address,
  /** Where the number stands in the answer; absent = the answer is the number. */
  path: z.string().default(''),
  normalBelow: z.number().int().min(1).default(5),
})

/** §2.2, §5.1: how many callers wait. */
export const queueLength = defineProbe<z.output<typeof params>>({
  kind: 'queue-length',
  params,
  whenSilent: asStatusZero,
  async run({ url, path, normalBelow }, { ports, signal }) {
    const answer = requireOk(await ports.endpoints.get(url, signal))
    const waiting = readNumber(answer.body, path)
    if (!Number.isInteger(waiting) || waiting < 0) throw malformed(`${waiting} is no length of a queue`)
    return {
      verdict: waiting < normalBelow ? 'healthy' : 'unhealthy',
      detail: `${waiting} waiting (normal < ${normalBelow})`,
      evidence: { queue: { value: waiting } },
    }
  },
})
