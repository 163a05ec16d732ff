import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from '../world/world.ts'

export const adminToken = 'sandbox-admin-token'
export const testToken = 'sandbox-test-token'

/** The customer's own endpoints; `/emergency-host/…` plays emergency.tyrehero.com. */
export async function startTyrehero(world: World) {
  const requests: { method: string; path: string; status: number; body: string }[] = []
  const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    const token = request.headers.authorization ?? ''
    const given = await readText(request)
    const [status, body] =
      world.odd.get(path) ??
      (request.method === 'POST' ? change(world, path, token, given) : answer(world, path))
    requests.push({ method: request.method ?? '', path, status, body: given })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  const http = createServer(answerTo)
  // What the operator's scripts call is another machine than the one that callers reach.
  const operators = createServer(answerTo)
  const listen = (server: Server, port = 0) =>
    new Promise<number>(resolve =>
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
  const close = (server: Server) => {
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    return closed
  }
  const [port, operatorPort] = await Promise.all([listen(http), listen(operators)])
  return {
    url: `http://127.0.0.1:${port}`,
    operatorUrl: `http://127.0.0.1:${operatorPort}`,
    requests,
    /** Nobody listens any more: callers read that the connection was refused. */
    goDark: () => close(http),
    comeBack: () => listen(http, port),
    stop: () => Promise.all([close(http), close(operators)]),
  }
}

/** What the operator's scripts call: `/switch/<name>/<on|off>`. */
function change(world: World, path: string, token: string, given: string): [number, unknown] {
  if (path === '/admin/cache/warm') {
    if (token !== `Bearer ${adminToken}`) return [401, { error: 'unauthorized' }]
    if (world.refusesWarming) return [503, { error: 'unavailable' }]
    world.cacheWarmed++
    return [202, { warming: true }]
  }
  if (path === '/api/emergency/test') {
    if (token !== `Bearer ${testToken}`) return [401, { error: 'unauthorized' }]
    world.testRequests++
    return world.isApiUp() ? [200, { success: true }] : [503, { success: false }]
  }
  const [, audience, task] = /^\/customers\/(sms|email)\/(count|send)$/.exec(path) ?? []
  if (audience !== undefined) {
    const message = JSON.parse(given)
    return [200, task === 'count' ? world.countRecipients(message) : world.tell(audience, message)]
  }
  const [, name = '', to] = /^\/switch\/([a-z-]+)\/(on|off)$/.exec(path) ?? []
  if (!world.switches.has(name)) return [404, { error: 'not found' }]
  world.switches.set(name, to === 'on')
  return [200, { [name]: to }]
}

function answer(world: World, path: string): [number, unknown] {
  const health = (up: boolean): [number, unknown] =>
    up ? [200, { status: 'ok' }] : [503, { status: 'unavailable' }]
  switch (path) {
    case '/health':
    case '/api/emergency/status':
      return health(world.isApiUp())
    case '/api/auth/health':
      return health(world.isSignInUp())
    case '/emergency-host/health':
      return health(world.isEmergencyUp())
    case '/api/emergency/queue/length':
      return [200, world.queueLength()]
    case '/api/emergency/queue/stats':
      return [200, { waiting: world.queueLength(), customers: { affected: world.customersAffected() } }]
    // Services of others, as they answer whoever brings no key.
    case '/stripe/v1/charges':
      return [401, { error: { type: 'invalid_request_error' } }]
    case '/google-maps/maps/api/geocode/json':
      return [200, { status: 'REQUEST_DENIED' }]
    default:
      return [404, { error: 'not found' }]
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
