import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { withIds } from './block-ids.ts'
import { checkBlocks } from './block-kit.ts'
import { Events } from './events.ts'
import { addresses, asTold, type Fault, Faults } from './faults.ts'
import { Gestures } from './gestures.ts'
import { Ledger } from './ledger.ts'
import { methods } from './methods/index.ts'
import { Person } from './person.ts'
import { SlackRefusal } from './refusal.ts'
import { Sockets } from './sockets.ts'
import { type Block, SlackState, type Workspace } from './state.ts'

export const botToken = 'xoxb-sandbox-0001'
export const appToken = 'xapp-sandbox-0001'
const responseUses = 5
/** Faults that come after the work. */
const doesTheWork = new Set<Fault['kind']>(['drop-after', 'slow', 'late'])
const byName = new Map(methods.map(m => [m.name, m]))
/** What can be told to fail: every method, and the addresses that Slack hands out. */
export const failable = [...byName.keys(), ...addresses]

export type SlackOptions = {
  workspace: Workspace
  scopes: string[]
  /** Kinds of events that the app's manifest subscribes to. */
  subscribed?: string[]
  /** Of the app's manifest: which commands there are, and which of them have `should_escape`. */
  features?: { slash_commands: { command: string; should_escape?: boolean }[] }
  now?: () => number
}

/** A Slack on 127.0.0.1: the Web API, Socket Mode, and people to act as. */
export async function startSlack({
  workspace,
  scopes,
  subscribed = [],
  features,
  now = Date.now,
}: SlackOptions) {
  const state = new SlackState(workspace, now)
  const ledger = new Ledger()
  const faults = new Faults()
  const commands = features?.slash_commands ?? []
  const escaping = new Set(commands.filter(c => c.should_escape === true).map(c => c.command))
  let active = 0
  const http = createServer((request, response) => {
    active++
    handle(request, response)
      .catch(error => {
        response.statusCode = 500
        response.end(String(error))
      })
      .finally(() => active--)
  })
  http.keepAliveTimeout = 60_000
  const sockets = new Sockets(http, ledger)
  const events = new Events(sockets, state, subscribed)
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? ''
    const bytes = await readBody(request)
    const body = bytes.toString('utf8')
    if (path.startsWith('/upload/'))
      return meet('upload', {}, request, response, () => {
        const file = state.files.get(path.slice('/upload/'.length))
        if (file !== undefined) file.bytes = bytes
        return 'OK'
      })
    if (path.startsWith('/response/'))
      return meet('response_url', {}, request, response, () => respond(path.slice('/response/'.length), body))
    const method = path.slice('/api/'.length)
    // Slack answers the bare address too; whoever only wants its clock asks there.
    if (request.method === 'HEAD') return void response.end()
    const bearer = String(request.headers.authorization ?? '').replace('Bearer ', '')
    if (bearer === botToken) response.setHeader('x-oauth-scopes', scopes.join(','))
    const args = parseBody(body, request.headers['content-type'] ?? '')
    return meet(method, args, request, response, () => call(method, request, args))
  }

  /** Does the work and answers, but for what a fault of this method says. */
  async function meet(
    method: string,
    args: Record<string, unknown>,
    request: IncomingMessage,
    response: ServerResponse,
    work: () => unknown,
  ): Promise<void> {
    const send = (answer: unknown) => {
      if (typeof answer === 'string') return void response.end(answer)
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answer))
    }
    const fault = faults.take(method) ?? overRate(method, args)
    if (fault !== undefined && !doesTheWork.has(fault.kind)) noteFault(method, args, fault)
    if (fault?.kind === 'cut') return void request.socket.destroy()
    if (fault?.kind === 'silence') return until(response, 'close')
    if (faults.latencyMs > 0) await pause(faults.latencyMs)
    if (fault?.kind === 'rate') {
      response.statusCode = 429
      response.setHeader('retry-after', String(fault.retryAfter))
      return send({ ok: false, error: 'ratelimited' })
    }
    if (fault?.kind === 'status') {
      response.statusCode = fault.status
      return void response.end('<html>Server error</html>')
    }
    if (fault?.kind === 'late') await pause(fault.ms)
    const answer = fault?.kind === 'error' ? { ok: false, error: fault.error } : work()
    if (fault?.kind === 'drop-after') return void response.destroy()
    if (fault?.kind === 'slow') await pause(fault.ms)
    send(answer)
  }

  function call(
    name: string,
    request: IncomingMessage,
    args: Record<string, unknown>,
  ): Record<string, unknown> {
    const token = (request.headers.authorization ?? `Bearer ${args.token ?? ''}`).replace('Bearer ', '')
    delete args.token
    const record = { method: name, args, ok: true, at: now(), mono: performance.now() }
    ledger.calls.push(record)
    try {
      const method = byName.get(name)
      if (token === '') throw new SlackRefusal('not_authed')
      if (method === undefined) throw new SlackRefusal('unknown_method')
      if (token !== (method.app === true ? appToken : botToken)) throw new SlackRefusal('invalid_auth')
      if (method.scopes.length > 0 && !method.scopes.some(s => scopes.includes(s)))
        throw new SlackRefusal('missing_scope', { needed: method.scopes[0], provided: scopes.join(',') })
      for (const key of method.required ?? [])
        if (args[key] === undefined || args[key] === '')
          throw new SlackRefusal('invalid_arguments', { response_metadata: { messages: [`missing ${key}`] } })
      return { ok: true, ...method.run({ state, args, scopes, baseUrl, ticket: () => sockets.ticket() }) }
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error
      Object.assign(record, { ok: false, error: error.message })
      return { ok: false, error: error.message, ...error.more }
    }
  }

  /** A call that a fault keeps from being done: nothing but the ledger knows of it. */
  function noteFault(method: string, args: Record<string, unknown>, fault: Fault) {
    const { token: _, ...shown } = args
    const error = asTold(fault)
    ledger.calls.push({ method, args: shown, ok: false, error, at: now(), mono: performance.now() })
  }

  function overRate(name: string, args: Record<string, unknown>): Fault | undefined {
    const channel = typeof args.channel === 'string' ? args.channel : undefined
    const retryAfter = faults.rate(name, byName.get(name)?.tier, channel, now())
    return retryAfter === undefined ? undefined : { kind: 'rate', retryAfter }
  }

  /** A response URL: five uses. */
  function respond(id: string, body: string) {
    const target = state.responses.get(id)
    const channel = state.channels.get(target?.channel ?? '')
    if (target === undefined || channel === undefined || target.uses >= responseUses)
      return { ok: false, error: 'used_url' }
    target.uses++
    const { text = '', blocks = [] } = JSON.parse(body) as { text?: string; blocks?: Block[] }
    checkBlocks(blocks, 'message')
    ledger.calls.push({
      method: 'response_url',
      args: { channel: channel.id, user: target.user, text, blocks },
      ok: true,
      at: now(),
      mono: performance.now(),
    })
    const only = target.user
    const message = { ts: state.ts(), user: state.botUser, text, blocks: withIds(state, blocks), only }
    channel.messages.push(message)
    return { ok: true }
  }

  return {
    apiUrl: `${baseUrl}/api/`,
    botToken,
    appToken,
    state,
    ledger,
    faults,
    sockets,
    /** Sends an event to the app, whatever it subscribes to. */
    emit: (event: Record<string, unknown>) => events.send(event),
    as: (user: string) => new Person({ user, state, sockets, events, baseUrl, escaping }),
    /** The same person as a client sees them: by ids. */
    client: (user: string) => new Gestures({ user, state, sockets, events, baseUrl, escaping }),
    isIdle: () => active === 0 && sockets.unacked === 0,
    async stop() {
      await sockets.close()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

const until = (emitter: ServerResponse, event: string) =>
  new Promise<void>(resolve => emitter.once(event, () => resolve()))
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function parseBody(body: string, type: string): Record<string, unknown> {
  if (type.includes('json')) return JSON.parse(body || '{}') as Record<string, unknown>
  return Object.fromEntries(new URLSearchParams(body))
}
