import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PagerEvent } from '../../runbook/ports/pager.ts'

const oldestMs = 15 * 60_000
const schema = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string(),
    occurred_at: z.string(),
    agent: z.object({ id: z.string().optional() }).nullish(),
    data: z.object({
      incident_key: z.string().nullish(),
      title: z.string().default(''),
      urgency: z.string().default('high'),
      html_url: z.string().optional(),
      service: z.object({ id: z.string(), summary: z.string().default('') }).nullish(),
    }),
  }),
})
const kinds: Record<string, PagerEvent['kind']> = {
  'incident.triggered': 'triggered',
  'incident.acknowledged': 'acknowledged',
  'incident.resolved': 'resolved',
}
export type Received = { ok: true; event: PagerEvent } | { ok: false; status: number; why: string }

/** A webhook of version 3: signed over the very bytes, and of today. */
export function readWebhook(
  body: Buffer,
  signatures: string | undefined,
  secret: string,
  now: number,
): Received {
  const no = (status: number, why: string): Received => ({ ok: false, status, why })
  const given = (signatures ?? '').split(',').map(s => s.trim())
  if (!given.some(s => s.startsWith('v1='))) return no(400, 'no signature of a version that is known')
  const ours = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
  const fits = given.some(s => {
    const theirs = Buffer.from(s.replace(/^v1=/, ''))
    return s.startsWith('v1=') && theirs.length === ours.length && timingSafeEqual(theirs, ours)
  })
  if (!fits) return no(401, 'the signature does not fit')
  const parsed = schema.safeParse(parse(body))
  if (!parsed.success) return no(400, 'not a webhook of version 3')
  const { id, event_type, occurred_at, agent, data } = parsed.data.event
  const at = Date.parse(occurred_at)
  if (Number.isNaN(at) || Math.abs(now - at) > oldestMs) return no(400, 'too old, or from the future')
  return {
    ok: true,
    event: {
      id,
      kind: kinds[event_type] ?? 'other',
      at: Math.min(at, now),
      key: data.incident_key ?? '',
      title: data.title,
      service: { id: data.service?.id ?? '', name: data.service?.summary ?? '' },
      urgency: data.urgency,
      ...(data.html_url === undefined ? {} : { link: data.html_url }),
      ...(agent?.id === undefined ? {} : { by: agent.id }),
    },
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
