import { createHmac, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const token = 'sandbox-pagerduty-token'
const routingKey = 'sandboxroutingkey0123456789abcdef'
const secret = 'sandbox-webhook-secret'
const severities = ['critical', 'error', 'warning', 'info']
const from = 'pitcrew@tyrehero.example'

export type PagerIncident = {
  id: string
  key: string
  summary: string
  /** That of the alert: of its last event. */
  severity: string
  urgency: 'high' | 'low'
  status: 'triggered' | 'acknowledged' | 'resolved'
  notes: string[]
  responders: string[]
  links: string[]
}
type User = { id: string; name: string; email: string }
export type PagerdutyFault = 'drop-before' | 'drop-after' | 'error-500' | 'throttle' | 'unauthorized'

/** PagerDuty's REST interface and Events v2 on one port, checking requests as the vendor does. */
export async function startPagerduty(now: () => number) {
  const incidents: PagerIncident[] = []
  const users: User[] = ['maya', 'lee', 'grace', 'victor', 'carol', 'sam'].map((name, n) => ({
    id: `PUSER${n}`,
    name,
    email: `${name}@tyrehero.example`,
  }))
  users.push({ id: 'PBOT', name: 'pitcrew', email: from })
  /** Schedule → who is on call by it. */
  const schedules = new Map<string, User[]>([
    ['PPRIMARY', users.slice(0, 1)],
    ['PSECONDARY', users.slice(1, 2)],
  ])
  const calls: { method: string; path: string; status: number; at: number }[] = []
  const faults: { fault: PagerdutyFault; times: number }[] = []

  function enqueue(event: Record<string, unknown>): [number, unknown] {
    const { routing_key, event_action: action, dedup_key: key, payload, links } = event
    const wrong = (words: string): [number, unknown] => [
      400,
      { status: 'invalid event', message: words, errors: [words] },
    ]
    if (routing_key !== routingKey) return wrong('Invalid routing key')
    if (!['trigger', 'acknowledge', 'resolve'].includes(String(action))) return wrong('Invalid event_action')
    const known = incidents.findLast(i => i.key === key)
    if (action === 'trigger') {
      const p = payload as { summary?: string; severity?: string; source?: string } | undefined
      if (!p?.summary || !p.source) return wrong('payload.summary and payload.source are required')
      if (!severities.includes(String(p.severity)))
        return wrong('payload.severity is not included in the list')
      if (known !== undefined && known.status !== 'resolved') known.severity = String(p.severity)
      else
        incidents.push({
          id: `PINC${incidents.length + 1}`,
          key: String(key ?? randomUUID()),
          summary: p.summary,
          severity: String(p.severity),
          urgency: ['critical', 'error'].includes(String(p.severity)) ? 'high' : 'low',
          status: 'triggered',
          notes: [],
          responders: [],
          links: ((links ?? []) as { href: string }[]).map(l => l.href),
        })
    } else if (known !== undefined && known.status !== 'resolved')
      known.status = action === 'resolve' ? 'resolved' : 'acknowledged'
    return [202, { status: 'success', message: 'Event processed', dedup_key: key }]
  }

  function rest(method: string, url: URL, sender: string | undefined, body: unknown): [number, unknown] {
    const [, kind = '', id = '', what = ''] =
      /^\/([a-z]+)(?:\/([A-Z0-9]+)(?:\/([a-z_]+))?)?$/.exec(url.pathname) ?? []
    if (method === 'GET' && kind === 'incidents' && what === 'alerts') {
      const made = incidents.find(i => i.id === id)
      if (made === undefined) return [404, { error: { message: 'Not Found', code: 2100 } }]
      return [200, { alerts: [{ id: `${id}A1`, type: 'alert', alert_key: made.key, status: made.status }] }]
    }
    if (method === 'GET' && kind === 'users' && id !== '') {
      const user = users.find(u => u.id === id)
      return user === undefined ? [404, { error: { message: 'Not Found', code: 2100 } }] : [200, { user }]
    }
    if (method === 'GET' && kind === 'incidents')
      return [200, { incidents: incidents.filter(i => i.key === url.searchParams.get('incident_key')) }]
    if (method === 'GET' && kind === 'users') {
      const wanted = url.searchParams.get('query') ?? ''
      return [200, { users: users.filter(u => u.email.includes(wanted) || u.name.includes(wanted)) }]
    }
    if (method === 'GET' && kind === 'oncalls') {
      const on = schedules.get(url.searchParams.get('schedule_ids[]') ?? '') ?? []
      return [200, { oncalls: on.map(u => ({ user: { id: u.id, summary: u.name, email: u.email } })) }]
    }
    const incident = incidents.find(i => i.id === id)
    if ((method !== 'POST' && method !== 'PUT') || incident === undefined)
      return [404, { error: { message: 'Not Found', code: 2100 } }]
    if (!users.some(u => u.email === sender))
      return [400, { error: { message: 'Invalid Input Provided', errors: ['Requester User Not Found'] } }]
    if (method === 'PUT') {
      const { type, title, urgency } = (body as { incident: Record<string, string> }).incident
      if (type !== 'incident' && type !== 'incident_reference')
        return [400, { error: { message: 'Invalid Input Provided', errors: ['Type is invalid'] } }]
      if (urgency !== undefined && urgency !== 'high' && urgency !== 'low')
        return [400, { error: { message: 'Invalid Input Provided', errors: ['Urgency is invalid'] } }]
      incident.summary = title ?? incident.summary
      incident.urgency = urgency ?? incident.urgency
      return [200, { incident: { id: incident.id, title: incident.summary, urgency: incident.urgency } }]
    }
    if (what === 'notes') {
      incident.notes.push((body as { note: { content: string } }).note.content)
      return [200, { note: {} }]
    }
    const targets = (body as { responder_request_targets: { responder_request_target: { id: string } }[] })
      .responder_request_targets
    incident.responders.push(
      ...targets.map(t => users.find(u => u.id === t.responder_request_target.id)?.name ?? 'nobody'),
    )
    return [200, { responder_request: {} }]
  }

  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const url = new URL(request.url ?? '', 'http://pagerduty')
    const planned = faults.find(f => f.times > 0)
    if (planned !== undefined) planned.times--
    const fault = planned?.fault
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      calls.push({ method: request.method ?? '', path: url.pathname, status, at: now() })
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }
    if (fault === 'drop-before') return void request.socket.destroy()
    if (fault === 'throttle')
      return send(429, { error: { message: 'Rate Limit Exceeded' } }, { 'retry-after': '1' })
    if (fault === 'error-500') return send(500, '<html>Internal Server Error</html>')
    const text = Buffer.concat(chunks).toString()
    const body = text === '' ? undefined : JSON.parse(text)
    const isEvent = url.pathname === '/v2/enqueue'
    if (fault === 'unauthorized' || (!isEvent && request.headers.authorization !== `Token token=${token}`))
      return send(401, { error: { message: 'Unauthorized' } })
    const sender = request.headers.from
    const [status, answered] = isEvent ? enqueue(body) : rest(request.method ?? '', url, sender, body)
    if (fault === 'drop-after') return void request.socket.destroy()
    send(status, answered)
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    incidents,
    users,
    schedules,
    calls,
    /** Whatever was planned and has not happened is off. */
    clear: () => void faults.splice(0),
    plan: (fault: PagerdutyFault, times = 1) => void faults.push({ fault, times }),
    /** A webhook of version 3, signed as PagerDuty does; answers the status that came back. */
    async send(to: string, event: object, sign = secret): Promise<number> {
      const body = JSON.stringify({ event })
      const signature = createHmac('sha256', sign).update(body).digest('hex')
      const headers = { 'content-type': 'application/json', 'x-pagerduty-signature': `v1=${signature}` }
      return (await fetch(to, { method: 'POST', headers, body })).status
    },
    env: {
      PAGERDUTY_TOKEN: token,
      PAGERDUTY_FROM: from,
      PAGERDUTY_ROUTING_KEY: routingKey,
      PAGERDUTY_WEBHOOK_SECRET: secret,
      PAGERDUTY_API_URL: address,
      PAGERDUTY_EVENTS_URL: address,
    },
    async stop() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}
