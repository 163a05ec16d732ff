import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const pages = 100
export const linesAPage = 1000
const kinds = [
  (n: number) => `ERROR [db] timeout acquiring a connection after ${5000 + (n % 97)} ms, request ${id(n)}`,
  (n: number) => `ERROR [http] 10.0.${n % 250}.${n % 99} GET /api/requests/${n} 500 in ${n % 3000} ms`,
  (n: number) =>
    `ERROR [queue] dispatch of ${id(n)} late by ${n % 900} s at 2025-01-20T14:${n % 60}:07.${n % 999}Z`,
  (n: number) =>
    `ERROR [api] TypeError: cannot read properties of undefined (reading 'depot') at handle (api.js:${n % 400}:17)`,
]
const id = (n: number) => `${(n * 2654435761) >>> 0}-${(n * 40503) >>> 0}`

/** CloudWatch Logs with 100,000 lines, in a process of its own: what it costs is not the bot's. */
const bodies = Array.from({ length: pages }, (_, page) => {
  const events = Array.from({ length: linesAPage }, (_, line) => {
    const n = page * linesAPage + line
    const at = 1_737_383_520_000 + n * 50
    const message = kinds[n % kinds.length]?.(n) ?? ''
    return {
      logStreamName: `api/${n % 4}`,
      timestamp: at,
      message,
      ingestionTime: at + 800,
      eventId: String(n),
    }
  })
  return Buffer.from(
    JSON.stringify({
      events,
      searchedLogStreams: [],
      ...(page + 1 < pages ? { nextToken: String(page + 1) } : {}),
    }),
  )
})
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString()
  const { nextToken = '0' } = JSON.parse(body || '{}') as { nextToken?: string }
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(bodies[Number(nextToken)])
})
if (process.send !== undefined)
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
