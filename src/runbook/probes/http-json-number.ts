import { z } from 'zod'
import { address } from '../address.ts'
import { judgeNumber, numberShape } from '../judge-number.ts'
import { readNumber } from '../read-number.ts'
import { requireOk } from '../require-ok.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({ url: address, path: z.string().default(''), ...numberShape })

/** A number that an endpoint tells, such as the customers who are affected (§2.2). */
export const httpJsonNumber = defineProbe<z.output<typeof params>>({
  kind: 'http-json-number',
  params,
  whenSilent: asStatusZero,
  async run(given, { ports, signal }) {
    const answer = requireOk(await ports.endpoints.get(given.url, signal))
    return judgeNumber(readNumber(answer.body, given.path), given)
  },
})
