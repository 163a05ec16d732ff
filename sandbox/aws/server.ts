import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from '../world/world.ts'
import { getMetricStatistics } from './cloudwatch/get-metric-statistics.ts'
import { operations } from './ecs/index.ts'
import { AwsRefusal, type Input } from './ecs/operation.ts'
import { describeTargetHealth, errorXml } from './elb.ts'
import { logOperations } from './logs/index.ts'

export type AwsCall = { operation: string; region: string; input: Input; outcome: string; at: number }
export type AwsFault = 'drop-before' | 'drop-after' | 'error-500' | 'throttle' | 'denied' | 'pass-role'
const byName = new Map([...operations, ...logOperations, getMetricStatistics].map(o => [o.name, o]))

const isForm = (type: string | undefined) => type?.startsWith('application/x-www-form-urlencoded') === true

function answerJson(world: World, region: string, name: string, input: Input): object {
  const operation = byName.get(name)
  if (operation === undefined) throw new AwsRefusal('UnknownOperationException', `no ${name} here`)
  return operation.run(world, region, input)
}

function answerForm(world: World, name: string, form: URLSearchParams): string {
  if (name !== 'DescribeTargetHealth') throw new AwsRefusal('InvalidAction', `no ${name} here`)
  return describeTargetHealth(world, form)
}

/** AWS in its own protocols (awsJson 1.1, and forms with XML answers); the region is read from the signature's scope. */
export async function startAws(world: World) {
  const calls: AwsCall[] = []
  const faults: { operation: string; fault: AwsFault; times: number }[] = []
  const watch: { arrives?: (call: AwsCall) => void; answered?: (call: AwsCall) => void } = {}
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const raw = Buffer.concat(chunks).toString()
    const form = isForm(request.headers['content-type']) ? new URLSearchParams(raw) : undefined
    const name = form?.get('Action') ?? String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? ''
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const input = (form ? Object.fromEntries(form) : JSON.parse(raw || '{}')) as Input
    const record: AwsCall = { operation: name, region, input, outcome: 'ok', at: world.now() }
    calls.push(record)
    watch.arrives?.(record)
    const planned = faults.find(f => f.operation === name && f.times > 0)
    if (planned !== undefined) planned.times--
    const fault = planned?.fault
    const send = (status: number, body: object | string) => {
      if (typeof body === 'string') {
        response.writeHead(status, { 'content-type': 'text/xml' })
        return void response.end(body)
      }
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(JSON.stringify(body))
    }
    try {
      if (fault === 'drop-before') return void request.socket.destroy()
      if (fault === 'throttle') throw new AwsRefusal('ThrottlingException', 'Rate exceeded')
      if (fault === 'denied')
        throw new AwsRefusal('AccessDeniedException', `not authorized to perform: ecs:${name}`)
      if (fault === 'pass-role')
        throw new AwsRefusal(
          'AccessDeniedException',
          'User: arn:aws:sts::123456789012:assumed-role/pitcrew/bot is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/task because no identity-based policy allows the iam:PassRole action',
        )
      const answer = form ? answerForm(world, name, form) : answerJson(world, region, name, input)
      if (fault === 'drop-after') return void request.socket.destroy()
      if (fault === 'error-500') throw new AwsRefusal('ServerException', 'internal', 500)
      send(200, answer)
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error
      record.outcome = error.word
      const { word, message } = error
      send(error.status, form ? errorXml(word, message) : { __type: word, message })
    } finally {
      if (fault !== undefined) record.outcome = fault
      watch.answered?.(record)
    }
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    calls,
    /** Told of each call as it comes in, and when it has been answered. */
    watch,
    writes: () => calls.filter(c => c.operation === 'UpdateService'),
    plan: (operation: string, fault: AwsFault, times = 1) => void faults.push({ operation, fault, times }),
    async stop() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}
