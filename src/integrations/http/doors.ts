import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = { status: number; type?: string; body: string }
type Headers = Record<string, string | string[] | undefined>
export type Door = {
  method: 'GET' | 'POST'
  path: string
  open(body: Buffer, headers: Headers): Promise<Answer>
}
const mostBytes = 1024 * 1024

/** The few addresses that the bot answers itself: health, readiness, metrics. Off without a port. */
export function createDoors(port: number | undefined, doors: Door[]) {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]
    const door = doors.find(d => d.path === path && d.method === request.method)
    const answer =
      door === undefined
        ? Promise.resolve<Answer>({ status: 404, body: 'There is nothing here.\n' })
        : readBody(request).then<Answer>(body =>
            body === undefined
              ? { status: 413, body: 'That is too long.\n' }
              : door.open(body, request.headers),
          )
    if (door === undefined) request.resume()
    answer.then(
      ({ status, type = 'text/plain; charset=utf-8', body }) => {
        response.writeHead(status, { 'content-type': type })
        response.end(body)
      },
      () => {
        response.writeHead(500)
        response.end('That failed; the log says why.\n')
      },
    )
  })
  return {
    async start() {
      if (port === undefined) return
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, () => resolve())
      })
    },
    async stop() {
      if (!server.listening) return
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
    /** The port it listens on, where it was given as 0. */
    port: () => (server.address() as AddressInfo | null)?.port,
  }
}

/** Undefined when it is more than anybody would send in earnest; the rest is read and let go. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
  }
  return size > mostBytes ? undefined : Buffer.concat(chunks)
}
