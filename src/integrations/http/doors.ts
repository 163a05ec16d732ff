import type { IncomingMessage, ServerResponse } from 'node:http'

export type Answer = { status: number; type?: string; body: string }
type Headers = Record<string, string | string[] | undefined>
/** An address that the bot answers itself: health, readiness, metrics, webhooks. */
export type Door = {
  method: 'GET' | 'POST'
  path: string
  open(body: Buffer, headers: Headers): Promise<Answer>
}
const mostBytes = 1024 * 1024

/** The doors as the routes that Bolt's receiver serves: the body read up to a limit, every failure answered. */
export const toRoutes = (doors: Door[]) =>
  doors.map(({ method, path, open }) => ({
    method,
    path,
    handler(request: IncomingMessage, response: ServerResponse) {
      readBody(request)
        .then<Answer>(body =>
          body === undefined ? { status: 413, body: 'That is too long.\n' } : open(body, request.headers),
        )
        .catch<Answer>(() => ({ status: 500, body: 'That failed; the log says why.\n' }))
        .then(({ status, type = 'text/plain; charset=utf-8', body }) => {
          response.writeHead(status, { 'content-type': type })
          response.end(body)
        })
    },
  }))

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
