import type { HttpAnswer, HttpRequest } from '../../src/runbook/ports/endpoints.ts'
import { ctxWith } from './fake-production.ts'

/** A world in which every address answers the same; what was sent is kept. */
export function answering(body: unknown, more: Partial<HttpAnswer> = {}) {
  const sent: HttpRequest[] = []
  const answer = {
    status: 200,
    tookMs: 84,
    contentType: 'application/json',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  }
  const ctx = ctxWith({
    endpoints: {
      get: async () => answer,
      async send(request) {
        sent.push(request)
        return answer
      },
    },
    secrets: { find: name => (name === 'TEST_TOKEN' ? 'sesame' : undefined) },
  })
  return Object.assign(ctx, { sent })
}
