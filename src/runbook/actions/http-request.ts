import { z } from 'zod'
import type { HttpRequest } from '../ports/endpoints.ts'
import { fillAll, hideSecrets } from '../secrets.ts'
import { defineAction } from './define.ts'

const before = z.object({ method: z.string(), url: z.string() })
const params = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']),
  // Secrets may stand in headers only: an address is shown, logged and resolved.
  url: z
    .url({ protocol: /^https?$/ })
    .refine(u => !u.includes('${'), 'no secrets in an address: put them in headers'),
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,60}$/),
      z
        .string()
        .max(500)
        .regex(/^[^\r\n]*$/),
    )
    .default({}),
  body: z.string().max(10_000).optional(),
  expect: z.array(z.number().int().min(100).max(599)).min(1).default([200, 201, 202, 204]),
})

/** §4.3: one request to an address of the playbook, such as warming a cache. */
export const httpRequest = defineAction<z.output<typeof params>, z.output<typeof before>, { status: number }>(
  {
    kind: 'http-request',
    title: 'Send a request',
    params,
    before,
    receipt: z.object({ status: z.number() }),
    risk: 'high',
    needs: [],
    executeWithinMs: 15_000,
    target: p => `http/${p.method} ${new URL(p.url).host}${new URL(p.url).pathname}`,
    check: p => `it answers ${p.expect.join(' or ')}`,
    undoWords: () => 'not possible: a request cannot be called back',
    async preview(p) {
      const headers = Object.entries(p.headers).map(([k, v]) => `${k}: ${hideSecrets(v)}`)
      return {
        binds: { method: p.method, url: p.url },
        shows: [
          { label: 'Request', now: `${p.method} ${p.url}` },
          ...(headers.length === 0 ? [] : [{ label: 'Headers', now: headers.join(', ') }]),
        ],
      }
    },
    async execute({ params: p }, { ports, signal }) {
      const headers = fillAll(p.headers, ports.secrets)
      const request: HttpRequest = {
        method: p.method,
        url: p.url,
        headers,
        ...(p.body === undefined ? {} : { body: p.body }),
      }
      return { status: (await ports.endpoints.send(request, signal)).status }
    },
    async verify({ params: p }, { status }) {
      return p.expect.includes(status)
        ? { state: 'done', detail: `HTTP ${status}` }
        : { state: 'failed', detail: `HTTP ${status} instead of ${p.expect.join(' or ')}` }
    },
    reconcile: async () => ({
      state: 'cannot-tell',
      detail: 'only whoever runs that address can tell whether it took effect',
    }),
    undo: () => undefined,
  },
)
