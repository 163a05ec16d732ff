import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const token = 'sandbox-statuspage-token'
const pageId = 'sandboxpage1'
const statuses = ['investigating', 'identified', 'monitoring', 'resolved']
const impacts = ['none', 'minor', 'major', 'critical']
const components = ['emergency-service', 'website']
const states = ['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage']

type Update = { status: string; body: string; at: number }
export type PublicIncident = {
  id: string
  name: string
  status: string
  impact: string
  components: string[]
  /** The state of each component that somebody has set. */
  states: Record<string, string>
  updates: Update[]
}
export type StatuspageFault =
  | 'drop-before'
  | 'drop-after'
  | 'error-500'
  | 'throttle'
  | 'throttle-without-hint'
  | 'unauthorized'

/** A status page that checks what it is sent as the vendor does; what it holds is what the public reads. */
export async function startStatuspage(now: () => number) {
  const incidents: PublicIncident[] = []
  const calls: { method: string; path: string; status: number; at: number; real: number }[] = []
  const faults: { fault: StatuspageFault; times: number }[] = []

  function answer(method: string, path: string, query: string, body: unknown): [number, unknown] {
    const [, id] = /^\/v1\/pages\/[^/]+\/incidents(?:\/([^/]+))?$/.exec(path) ?? []
    if (!path.startsWith(`/v1/pages/${pageId}/incidents`)) return [404, { error: 'Record not found' }]
    const given = (body as { incident?: Record<string, unknown> } | undefined)?.incident
    if (method === 'GET' && id === undefined) {
      const wanted = new URLSearchParams(query).get('q') ?? ''
      return [200, incidents.filter(i => i.name.includes(wanted)).map(view)]
    }
    const incident = incidents.find(i => i.id === id)
    if (id !== undefined && incident === undefined) return [404, { error: 'Record not found' }]
    if (method === 'GET' && incident !== undefined) return [200, view(incident)]
    const wrong = faultOf(given, method === 'POST')
    if (wrong !== undefined) return [422, { error: [wrong] }]
    const set = (given?.components ?? {}) as Record<string, string>
    if (incident !== undefined) {
      const { status, body: text, impact_override: impact } = given as Record<string, string | undefined>
      incident.impact = impact ?? incident.impact
      Object.assign(incident.states, set)
      // A change without a status or words is no update that anybody reads.
      if (text !== undefined || (status !== undefined && status !== incident.status))
        incident.updates.unshift({ status: status ?? incident.status, body: text ?? '', at: now() })
      incident.status = status ?? incident.status
      return [200, view(incident)]
    }
    const { status = 'investigating', body: text = '' } = given as { status?: string; body?: string }
    const update = { status, body: text, at: now() }
    const made: PublicIncident = {
      id: `sp${incidents.length + 1}`,
      name: String(given?.name),
      status,
      impact: String(given?.impact_override ?? 'none'),
      components: (given?.component_ids ?? []) as string[],
      states: set,
      updates: [update],
    }
    incidents.push(made)
    return [201, view(made)]
  }

  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const method = request.method ?? ''
    const planned = faults.find(f => f.times > 0)
    if (planned !== undefined) planned.times--
    const fault = planned?.fault
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      calls.push({ method, path, status, at: now(), real: Date.now() })
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
    }
    if (fault === 'drop-before') return void request.socket.destroy()
    // Statuspage's own word for its limit is 420; a gateway before it says 429.
    if (fault === 'throttle') return send(429, { error: 'Too many requests' }, { 'retry-after': '1' })
    if (fault === 'throttle-without-hint') return send(420, { error: 'Enhance your calm' })
    if (fault === 'error-500') {
      response.writeHead(500, { 'content-type': 'text/html' })
      return void response.end('<html><h1>Something went wrong</h1></html>')
    }
    if (fault === 'unauthorized' || request.headers.authorization !== `OAuth ${token}`)
      return send(401, { error: 'Could not authenticate' })
    const text = Buffer.concat(chunks).toString()
    const [status, body] = answer(method, path, query, text === '' ? undefined : JSON.parse(text))
    if (fault === 'drop-after') return void request.socket.destroy()
    send(status, body)
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    /** What the public reads. */
    incidents,
    calls,
    /** Whatever was planned and has not happened is off. */
    clear: () => void faults.splice(0),
    plan: (fault: StatuspageFault, times = 1) => void faults.push({ fault, times }),
    env: {
      STATUSPAGE_TOKEN: token,
      STATUSPAGE_PAGE_ID: pageId,
      STATUSPAGE_API_URL: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    },
    async stop() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

function faultOf(given: Record<string, unknown> | undefined, isNew: boolean): string | undefined {
  if (given === undefined) return 'incident is missing'
  if (isNew && (typeof given.name !== 'string' || given.name === '')) return 'Name can’t be blank'
  if (given.status !== undefined && !statuses.includes(String(given.status)))
    return 'Status is not included in the list'
  if (given.impact_override !== undefined && !impacts.includes(String(given.impact_override)))
    return 'Impact override is not included in the list'
  const set = Object.entries((given.components ?? {}) as Record<string, string>)
  const odd = set.find(([, state]) => !states.includes(state))
  if (odd !== undefined) return `Component status ${odd[1]} is not included in the list`
  const named = [...((given.component_ids ?? []) as string[]), ...set.map(([id]) => id)]
  const strange = named.find(c => !components.includes(c))
  return strange === undefined ? undefined : `Component ${strange} does not belong to this page`
}

function view(i: PublicIncident) {
  return {
    id: i.id,
    name: i.name,
    status: i.status,
    impact: i.impact,
    shortlink: `https://stspg.example/${i.id}`,
    incident_updates: i.updates.map(u => ({ status: u.status, body: u.body })),
  }
}
