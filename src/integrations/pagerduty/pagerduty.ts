import { api } from '@pagerduty/pdjs'
import { z } from 'zod'
import { redact } from '../../blocks/index.ts'
import { NotSent, RateLimited } from '../../runbook/ports/faults.ts'
import type { OnCall, Page, Pager } from '../../runbook/ports/pager.ts'

const timeoutMs = 10_000
const defaultWaitMs = 5000
type Options = {
  token: string | undefined
  from: string | undefined
  routingKey: string | undefined
  apiUrl?: string | undefined
  eventsUrl?: string | undefined
}
type Answered = { status: number; headers: Headers; data: unknown }
/** Told when it begins to fail, with the words, and when it is well again. */
type OnHealth = (fault: string | undefined) => void
type Sent = { method: string; token: string; data?: object; headers?: Record<string, string> }
const incident = z.object({ id: z.string(), status: z.string().optional() })
const incidents = z.object({ incidents: z.array(incident) })
const users = z.object({ users: z.array(z.object({ id: z.string(), email: z.string().optional() })) })
const alerts = z.object({ alerts: z.array(z.object({ alert_key: z.string().nullish() })) })
const oneUser = z.object({ user: z.object({ email: z.string().nullish() }) })
const oncalls = z.object({
  oncalls: z.array(
    z.object({
      user: z.object({ id: z.string(), summary: z.string().optional(), email: z.string().optional() }),
    }),
  ),
})

/**
 * PagerDuty: events by Events v2 (a trigger with the same key counts once), the rest by REST. The library's
 * own event helper knows https only and its timer is never put down: both go through `api` with an address.
 */
export function createPagerduty(options: Options, onHealth: OnHealth = () => {}): Pager {
  const apiUrl = options.apiUrl ?? 'https://api.pagerduty.com'
  const eventsUrl = options.eventsUrl ?? 'https://events.pagerduty.com'
  const health = { fault: undefined as string | undefined }
  const report = (fault: string | undefined) => {
    if (fault === health.fault) return
    health.fault = fault
    onHealth(fault)
  }

  async function call(what: string, url: string, sent: Sent): Promise<unknown> {
    try {
      const given = {
        url,
        // Waiting is the queue's business: three times twenty seconds would hold up all that is behind.
        retryTimeout: 1,
        requestTimeout: 0,
        signal: AbortSignal.timeout(timeoutMs),
        ...sent,
      }
      // Given an address it calls at once; the library's type has only the partial application.
      const answer = (await api(given as unknown as Parameters<typeof api>[0])) as unknown as Answered
      if (answer.status >= 300) throw refusal(what, answer.status, answer.headers, answer.data)
      report(undefined)
      return answer.data
    } catch (error) {
      const fault = translate(what, error)
      report(fault.message)
      throw fault
    }
  }

  async function event(action: string, key: string, more: object = {}): Promise<void> {
    if (options.routingKey === undefined) throw off('PAGERDUTY_ROUTING_KEY')
    const data = { routing_key: options.routingKey, event_action: action, dedup_key: key, ...more }
    // The key of the REST interface is no business of the events' host.
    await call(action, `${eventsUrl}/v2/enqueue`, { method: 'POST', token: '', data })
  }

  async function rest(what: string, method: string, path: string, data?: object): Promise<unknown> {
    if (options.token === undefined) throw off('PAGERDUTY_TOKEN')
    const headers: Record<string, string> = options.from === undefined ? {} : { From: options.from }
    const body = data === undefined ? {} : { data }
    return call(what, `${apiUrl}${path}`, { method, token: options.token, headers, ...body })
  }

  async function idOf(key: string): Promise<string> {
    const raw = await rest(
      'finding the incident',
      'GET',
      `/incidents?incident_key=${encodeURIComponent(key)}`,
    )
    const found = understood(incidents, 'finding the incident', raw).incidents
    // A reopened incident is one more of the same key: the one that is not over is meant.
    const id = (found.find(i => i.status !== 'resolved') ?? found.at(-1))?.id
    // An event takes PagerDuty a moment to become an incident.
    if (id === undefined)
      throw new NotSent('not-there-yet', `PagerDuty has no incident ${key} yet`, { retryable: true })
    return id
  }

  async function findUser(email: string): Promise<string | undefined> {
    const raw = await rest('finding a user', 'GET', `/users?query=${encodeURIComponent(email)}`)
    return understood(users, 'finding a user', raw).users.find(
      u => u.email?.toLowerCase() === email.toLowerCase(),
    )?.id
  }

  const trigger = ({ key, summary, severity, source, link }: Page) =>
    event('trigger', key, {
      payload: { summary: redact(summary).slice(0, 1024), severity, source },
      ...(link === undefined ? {} : { links: [{ href: link, text: 'In Slack' }] }),
    })

  const port: Pager = {
    trigger,
    async raise(page) {
      // The alert gets one more event of its key, with the new severity.
      await trigger(page)
      if (options.token === undefined || options.from === undefined) return
      // The incident keeps the title and the urgency of its first alert unless it is told.
      const urgency = page.severity === 'critical' || page.severity === 'error' ? 'high' : 'low'
      const title = redact(page.summary).slice(0, 1024)
      try {
        await rest('raising an incident', 'PUT', `/incidents/${await idOf(page.key)}`, {
          incident: { type: 'incident', title, urgency },
        })
      } catch (error) {
        // A token that may only read leaves the title; the alert has the severity already, and the status says why.
        if (!(error instanceof NotSent) || error.why !== 'denied') throw error
      }
    },
    acknowledge: key => event('acknowledge', key),
    resolve: key => event('resolve', key),
    async addNote(key, text) {
      const note = { content: redact(text).slice(0, 2000) }
      await rest('adding a note', 'POST', `/incidents/${await idOf(key)}/notes`, { note })
    },
    async requestResponders(key, emails, text) {
      const found = await Promise.all(emails.map(findUser))
      const ids = found.flatMap(u => u ?? [])
      const requester = options.from === undefined ? undefined : await findUser(options.from)
      if (ids.length > 0)
        await rest('asking responders', 'POST', `/incidents/${await idOf(key)}/responder_requests`, {
          requester_id: requester ?? ids[0],
          message: redact(text).slice(0, 1000),
          responder_request_targets: ids.map(id => ({
            responder_request_target: { id, type: 'user_reference' },
          })),
        })
      return emails.filter((_, n) => found[n] === undefined)
    },
    async readAlertKeys(incident) {
      const what = 'reading an incident’s alerts'
      const raw = await rest(what, 'GET', `/incidents/${encodeURIComponent(incident)}/alerts`)
      return understood(alerts, what, raw).alerts.flatMap(a => a.alert_key ?? [])
    },
    async findEmail(user) {
      const what = 'reading a user'
      const raw = await rest(what, 'GET', `/users/${encodeURIComponent(user)}`)
      return understood(oneUser, what, raw).user.email ?? undefined
    },
    async onCall(schedule) {
      const path = `/oncalls?schedule_ids[]=${encodeURIComponent(schedule)}&include[]=users&earliest=true`
      const what = 'reading who is on call'
      const { oncalls: all } = understood(oncalls, what, await rest(what, 'GET', path))
      return all.map(
        ({ user }): OnCall => ({
          id: user.id,
          name: user.summary ?? user.id,
          ...(user.email === undefined ? {} : { email: user.email }),
        }),
      )
    },
  }
  return port
}

const off = (variable: string) =>
  new NotSent('off', `PagerDuty is off (${variable} is not set)`, { why: 'off' })

function refusal(what: string, status: number, headers: Headers, data: unknown): Error {
  if (status === 429) return new RateLimited(Number(headers.get('retry-after')) * 1000 || defaultWaitMs)
  if (status >= 500)
    return new NotSent(`http-${status}`, `PagerDuty failed at ${what} (HTTP ${status})`, { retryable: true })
  if (status === 401 || status === 403)
    return new NotSent('denied', `PagerDuty does not accept the key for ${what}: check PAGERDUTY_TOKEN`, {
      why: 'denied',
    })
  const said = (data ?? {}) as { error?: { message?: string }; message?: string; errors?: string[] }
  const words = said.error?.message ?? said.errors?.[0] ?? said.message ?? `HTTP ${status}`
  return new NotSent(`http-${status}`, `PagerDuty refused ${what}: ${String(words).slice(0, 200)}`)
}

/** An answer that makes no sense is not taken for an empty one. */
function understood<T>(schema: z.ZodType<T>, what: string, raw: unknown): T {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new NotSent('malformed', `PagerDuty’s answer to ${what} makes no sense`, {
    cause: parsed.error,
    why: 'malformed',
  })
}

/** A repeated trigger counts once, a repeated note is a small evil: what is lost is simply tried again. */
function translate(what: string, error: unknown): Error {
  if (error instanceof NotSent || error instanceof RateLimited) return error
  // The library rejects with the answer itself where its body is no JSON.
  const { status, headers } = (error ?? {}) as { status?: number; headers?: Headers }
  if (status !== undefined && headers !== undefined && status >= 300)
    return refusal(what, status, headers, undefined)
  const { name = '', code = '' } = (error ?? {}) as { name?: string; code?: string }
  const words = /Abort|Timeout/.test(name)
    ? `timeout after ${timeoutMs / 1000} s`
    : code || name || 'no answer'
  const why = /^E/.test(code) ? ('refused' as const) : ('timeout' as const)
  return new NotSent(code || 'no-answer', `PagerDuty did not answer ${what} (${words})`, {
    cause: error,
    why,
    retryable: true,
  })
}
