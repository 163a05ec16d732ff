import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PagerEvent } from '../../runbook/ports/pager.ts'

/** An alert older than this is no news any more, though it may be one that was missed (ms). */
const freshMs = 15 * 60_000
const isPerson = /^user(?:_reference)?$/
const schema = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string(),
    occurred_at: z.string(),
    // The user, service or integration that caused the event; null when PagerDuty caused it by itself.
    agent: z.object({ id: z.string().nullish(), type: z.string().nullish() }).nullish(),
    data: z.object({
      id: z.string().nullish(),
      // Null for what was triggered by Events v2: the key is one of the incident's alerts.
      incident_key: z.string().nullish(),
      title: z.string().nullish(),
      urgency: z.string().nullish(),
      html_url: z.string().nullish(),
      service: z.object({ id: z.string().nullish(), summary: z.string().nullish() }).nullish(),
    }),
  }),
})
const kinds: Record<string, PagerEvent['kind']> = {
  'incident.triggered': 'triggered',
  'incident.acknowledged': 'acknowledged',
  'incident.resolved': 'resolved',
}
export type Received = { ok: true; event: PagerEvent } | { ok: false; status: number; why: string }

/**
 * A webhook of version 3, signed over the very bytes. What carries our signature is never refused by its status:
 * PagerDuty repeats for two days what it could not deliver, drops what is answered 4xx, and after a few of those turns
 * the subscription off. What makes no sense is answered 202 and logged.
 */
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
  if (!parsed.success) return no(202, 'signed, but not a webhook of version 3 that is understood')
  const { id, event_type, occurred_at, agent, data } = parsed.data.event
  const said = Date.parse(occurred_at)
  const at = Number.isNaN(said) ? now : Math.min(said, now)
  return {
    ok: true,
    event: {
      id,
      kind: kinds[event_type] ?? 'other',
      at,
      isOld: now - at > freshMs,
      incident: data.id ?? '',
      key: data.incident_key ?? '',
      title: data.title ?? '',
      service: { id: data.service?.id ?? '', name: data.service?.summary ?? '' },
      urgency: data.urgency ?? 'high',
      ...(data.html_url ? { link: data.html_url } : {}),
      ...(agent?.id && isPerson.test(agent.type ?? '') ? { by: agent.id } : {}),
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
