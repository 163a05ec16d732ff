import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { operation: string; input: Record<string, unknown> }
/** What the stand-in does with one request; the socket is `response.socket`. */
export type Behaviour = (response: ServerResponse, received: Received) => void

/** As small as an AWS can be: it counts what arrives and does as it is told. */
export async function startStandIn(behave: Behaviour) {
  const received: Received[] = []
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const input = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
    received.push({ operation, input })
    behave(response, { operation, input })
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    received,
    async stop() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

export const answer = (status: number, body: object | string): Behaviour => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return response => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(text)
  }
}
export const drop: Behaviour = response => void response.socket?.destroy()
export const hang: Behaviour = () => {}
export const refuse = (word: string, status = 400) => answer(status, { __type: word, message: 'no' })

/** A service as DescribeServices has it; times are epoch seconds. */
export const service = {
  status: 'ACTIVE',
  desiredCount: 4,
  runningCount: 1,
  pendingCount: 3,
  taskDefinition: 'arn:aws:ecs:eu-west-2:123456789012:task-definition/api:41',
  deployments: [
    {
      id: 'ecs-svc/1',
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: 'in progress',
      taskDefinition: 'arn:aws:ecs:eu-west-2:123456789012:task-definition/api:41',
      desiredCount: 4,
      runningCount: 1,
      failedTasks: 2,
      createdAt: 1_737_383_520,
    },
  ],
}
