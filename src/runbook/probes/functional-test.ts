import { z } from 'zod'
import { address } from '../address.ts'
import { dig, parse } from '../read-number.ts'
import { fillAll, hideSecrets } from '../secrets.ts'
import { asStatusZero, defineProbe } from './define.ts'

const params = z.strictObject({
  method: z.enum(['POST', 'PUT']).default('POST'),
  url: address,
  headers: z.record(z.string(), z.string()).default({}),
  json: z.json(),
  /** Where the answer says that it worked: a path to `true`. */
  success: z.string().min(1).default('success'),
})

/** §5.1: the whole way once, as a customer would go it. It leaves a test request in production. */
export const functionalTest = defineProbe<z.output<typeof params>>({
  kind: 'functional-test',
  params,
  whenSilent: asStatusZero,
  sends: ({ method, url, headers, json }) =>
    [
      `${method} ${url}`,
      'content-type: application/json',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${hideSecrets(value)}`),
      '',
      JSON.stringify(json, null, 2),
    ].join('\n'),
  async run({ method, url, headers, json, success }, { ports, signal }) {
    const filled = fillAll(headers, ports.secrets)
    const answer = await ports.endpoints.send(
      {
        method,
        url,
        headers: { 'content-type': 'application/json', ...filled },
        body: JSON.stringify(json),
      },
      signal,
    )
    const isFine = answer.status >= 200 && answer.status < 300
    const said = isFine ? dig(parse(answer.body), success) : undefined
    return {
      verdict: isFine && said === true ? 'healthy' : 'unhealthy',
      detail: isFine ? `“${success}” is ${JSON.stringify(said) ?? 'missing'}` : `HTTP ${answer.status}`,
      evidence: { status: { value: answer.status }, latency: { value: answer.tookMs, unit: 'ms' } },
    }
  },
})
