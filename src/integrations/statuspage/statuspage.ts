import PQueue from 'p-queue'
import { z } from 'zod'
import { redact } from '../../blocks/index.ts'
import { Ambiguous, NotSent, RateLimited } from '../../runbook/ports/faults.ts'
import type { ComponentStates, PageIncident, StatusPage } from '../../runbook/ports/status-page.ts'

const timeoutMs = 10_000
const defaultWaitMs = 5000
/** Statuspage allows one request a second and token. */
const everyMs = 1050
const mostWaiting = 3
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])

const incidentSchema = z.object({
  id: z.string(),
  name: z.string().default(''),
  status: z.string(),
  shortlink: z.string().optional(),
  impact: z.string().nullish(),
  incident_updates: z.array(z.object({ status: z.string(), body: z.string().nullable() })).default([]),
})
type Options = {
  token: string
  page: string
  url?: string | undefined
  gapMs?: number
  /** Whether the next call may go now; shared by all replicas, since the limit is one of the token. */
  takeTurn?: (gapMs: number) => Promise<boolean>
}
/** Told when it begins to fail, with the words, and when it is well again. */
type OnHealth = (fault: string | undefined) => void

/** Statuspage by its REST interface. Writing is sent once; what became of it may be open. */
export function createStatuspage(
  { token, page, url, gapMs = everyMs, takeTurn = alone() }: Options,
  onHealth: OnHealth = () => {},
): StatusPage {
  const queue = new PQueue({ concurrency: 1 })
  const health = { fault: undefined as string | undefined }
  const report = (fault: string | undefined) => {
    if (fault === health.fault) return
    health.fault = fault
    onHealth(fault)
  }
  const host = (url ?? 'https://api.statuspage.io').replace(/\/$/, '')
  const base = `${host}/v1/pages/${encodeURIComponent(page)}/incidents`

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    // Many at once come back later, one after the other: they must not hold the hands that others need.
    const ahead = queue.size + queue.pending
    if (ahead >= mostWaiting) throw new RateLimited(ahead * gapMs)
    try {
      const answer = await queue.add(async () => {
        await waitForTurn(takeTurn, gapMs)
        return send(method, `${base}${path}`, token, body)
      })
      report(undefined)
      return answer
    } catch (error) {
      // Being asked for patience is no failure.
      if (!(error instanceof RateLimited)) report(error instanceof Error ? error.message : String(error))
      throw error
    }
  }

  const port: StatusPage = {
    create: async ({ name, status, body, impact, components }) =>
      view(
        await call('POST', '', {
          incident: {
            name: redact(name),
            status,
            body: redact(body),
            ...(impact === undefined ? {} : { impact_override: impact }),
            ...ofComponents(components),
          },
        }),
      ),
    update: async (id, { status, body, impact, components }) =>
      view(
        await call('PATCH', `/${encodeURIComponent(id)}`, {
          incident: {
            status,
            ...(body === undefined ? {} : { body: redact(body) }),
            ...(impact === undefined ? {} : { impact_override: impact }),
            ...ofComponents(components),
          },
        }),
      ),
    read: async id => view(await call('GET', `/${encodeURIComponent(id)}`)),
    async findByName(name) {
      const found = understood(z.array(incidentSchema), await call('GET', `?q=${encodeURIComponent(name)}`))
      const hit = found.find(i => i.name === name)
      return hit === undefined ? undefined : view(hit)
    },
  }
  return port
}

/** The ids say which components the incident is about, and the map what their states are. */
const ofComponents = (states: ComponentStates) =>
  Object.keys(states).length === 0 ? {} : { component_ids: Object.keys(states), components: states }

const lookAgainMs = 40
const mostPatienceMs = 5000

async function waitForTurn(takeTurn: NonNullable<Options['takeTurn']>, gapMs: number): Promise<void> {
  for (let waited = 0; !(await takeTurn(gapMs)); waited += lookAgainMs) {
    if (waited >= mostPatienceMs) throw new RateLimited(gapMs)
    await new Promise(resolve => setTimeout(resolve, lookAgainMs))
  }
}

/** Turns where there is nobody else. */
function alone(): NonNullable<Options['takeTurn']> {
  let last = Number.NEGATIVE_INFINITY
  return async gapMs => {
    if (performance.now() - last < gapMs) return false
    last = performance.now()
    return true
  }
}

function understood<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  throw new NotSent('malformed', 'Statuspage’s answer makes no sense', {
    cause: parsed.error,
    why: 'malformed',
  })
}

function view(raw: unknown): PageIncident {
  const i = understood(incidentSchema, raw)
  const newest = i.incident_updates[0]
  return {
    id: i.id,
    status: i.status,
    body: newest?.body ?? '',
    ...(i.impact === undefined || i.impact === null ? {} : { impact: i.impact }),
    ...(i.shortlink === undefined ? {} : { link: i.shortlink }),
  }
}

async function send(method: string, target: string, token: string, body?: object): Promise<unknown> {
  const lost = (why: string, cause: unknown) =>
    method === 'GET'
      ? new NotSent('no-answer', `Statuspage did not answer: ${why}`, {
          cause,
          why: 'timeout',
          retryable: true,
        })
      : new Ambiguous(`Statuspage did not say what became of it: ${why}`, { cause })
  const response = await fetch(target, {
    method,
    headers: { authorization: `OAuth ${token}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(cause => {
    const code = cause.cause?.code ?? cause.name
    if (!unreached.has(code)) throw lost(code === 'TimeoutError' ? 'it timed out' : code, cause)
    const words = `Statuspage could not be reached (${code})`
    throw new NotSent(code, words, { cause, why: 'refused', retryable: true })
  })
  const text = await response.text().catch(cause => {
    throw lost('the answer broke off', cause)
  })
  if (response.ok) return parse(text)
  throw refusal(response, text, lost)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const words = 'Statuspage answered something that is not JSON'
    throw new NotSent('malformed', words, { cause, why: 'malformed' })
  }
}

function refusal(response: Response, text: string, lost: (why: string, cause: unknown) => Error): Error {
  const { status } = response
  // Statuspage answers 420 where others answer 429.
  if (status === 420 || status === 429)
    return new RateLimited(Number(response.headers.get('retry-after')) * 1000 || defaultWaitMs)
  if (status >= 500) return lost(`HTTP ${status}`, undefined)
  if (status === 401 || status === 403)
    return new NotSent('denied', 'Statuspage does not accept the token: check STATUSPAGE_TOKEN', {
      why: 'denied',
    })
  if (status === 404)
    return new NotSent('not-found', 'Statuspage knows no such page or incident: check STATUSPAGE_PAGE_ID')
  const words = /"error"\s*:\s*\[?"([^"]{1,200})/.exec(text)?.[1] ?? `HTTP ${status}`
  return new NotSent(`http-${status}`, `Statuspage refused it: ${words}`)
}
