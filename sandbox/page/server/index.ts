import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Manifest } from '../../production.ts'
import type { Act, WireApp, WireSample, WireTourStep } from '../wire.ts'
import { act, type Parts } from './act.ts'
import { productionPart, sample } from './production-panel.ts'
import { Reads, slackParts } from './snapshot.ts'
import { slackFaultsPart, trafficPart } from './traffic.ts'

type Options = Omit<Parts, 'reads'> & {
  manifest: Manifest
  /** The folder with the built page. */
  assets: string
  tour: WireTourStep[]
  /** Who the page acts as at first. */
  first: string
  port?: number
  /** Fixtures for /gallery; made when somebody looks. */
  gallery?: () => Promise<unknown>
}

const tickMs = 80
const sampleMs = 1000
const samplesKept = 180
const callsKept = 2000
const bodyLimit = 200_000
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
}
const pictures = ['.png', '.jpg', '.jpeg', '.gif', '.webp']

/** The sandbox's page: the built client, what each person can see as a stream, and what they do as posts. */
export async function startPage(options: Options) {
  const { slack, production, manifest, assets } = options
  const reads = new Reads()
  for (const user of slack.state.users.keys())
    for (const channel of slack.state.channels.values()) reads.mark(user, channel)
  const samples: WireSample[] = [sample(production)]
  const streams = new Set<Stream>()
  let forgotten = 0

  const app = describeApp(manifest, slack.state.botUser)
  const constant = { app, tour: options.tour, first: options.first }
  const partsFor = (user: string) => ({
    ...constant,
    ...slackParts(slack, user, reads),
    production: productionPart(production),
    samples,
    traffic: trafficPart(slack, forgotten),
    slackFaults: slackFaultsPart(slack),
  })
  const tell = () => {
    for (const stream of streams) stream.send(partsFor(stream.user))
  }
  const timers = [
    setInterval(tell, tickMs),
    setInterval(() => {
      samples.push(sample(production))
      samples.splice(0, samples.length - samplesKept)
      forgotten += Math.max(0, slack.ledger.calls.length - callsKept)
      slack.ledger.keep(callsKept)
    }, sampleMs),
  ]

  const http = createServer((request, response) => {
    answer(request, response).catch(error => {
      if (!response.headersSent) response.statusCode = 500
      response.end(error instanceof Error ? error.message : String(error))
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://page')
    response.setHeader('content-security-policy', csp)
    response.setHeader('x-content-type-options', 'nosniff')
    response.setHeader('referrer-policy', 'no-referrer')
    response.setHeader('cache-control', 'no-store')
    if (!isOurs(request)) return void end(response, 403, 'This page answers only its own address.')
    const user = url.searchParams.get('as') ?? options.first
    if (request.method === 'POST' && url.pathname === '/act') {
      if (!slack.state.users.has(user)) return void end(response, 400, 'There is no such person.')
      const body = await readJson(request)
      if (body === undefined) return void end(response, 400, 'That was not JSON, or too much of it.')
      const acted = await act({ slack, production, reads }, user, body as Act)
      tell()
      return void endJson(response, acted)
    }
    if (request.method !== 'GET') return void end(response, 405, 'Not allowed.')
    if (url.pathname.startsWith('/file/'))
      return void sendFile(url.pathname.slice('/file/'.length), user, response)
    if (url.pathname === '/gallery.json')
      return void endJson(response, options.gallery === undefined ? [] : await options.gallery())
    return void sendAsset(assets, url.pathname, response)
  }

  /** A file of the workspace, for whom it was shared with; never run as a page. */
  function sendFile(id: string, user: string, response: ServerResponse): void {
    const file = slack.state.files.get(id)
    const shared = [...slack.state.channels.values()].some(
      c => (c.members.has(user) || !c.isPrivate) && c.messages.some(m => m.files?.some(f => f.id === id)),
    )
    if (file === undefined || !shared) return void end(response, 404, 'There is no such file.')
    const picture = pictures.includes(extname(file.name))
    response.setHeader('content-security-policy', "default-src 'none'; sandbox")
    response.setHeader(
      'content-type',
      picture ? `image/${extname(file.name).slice(1)}` : 'text/plain; charset=utf-8',
    )
    response.end(file.bytes)
  }

  // A WebSocket: browsers keep but six plain connections to one host, and every open page needs one for good.
  const sockets = new WebSocketServer({
    server: http,
    path: '/stream',
    verifyClient: ({ req }: { req: IncomingMessage }) => isOurs(req),
  })
  sockets.on('connection', (socket, request) => {
    const user = new URL(request.url ?? '/', 'http://page').searchParams.get('as') ?? ''
    const stream = new Stream(slack.state.users.has(user) ? user : options.first, socket)
    streams.add(stream)
    socket.on('close', () => streams.delete(stream))
    socket.on('error', () => streams.delete(stream))
    stream.send(partsFor(stream.user))
  })

  const port = await listen(http, options.port ?? 0)
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      for (const timer of timers) clearInterval(timer)
      for (const socket of sockets.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

/** One open page: it is sent only the parts that changed. */
class Stream {
  readonly user: string
  readonly #socket: WebSocket
  readonly #sent = new Map<string, string>()

  constructor(user: string, socket: WebSocket) {
    this.user = user
    this.#socket = socket
  }
  send(parts: Record<string, unknown>): void {
    const changed: string[] = []
    for (const [key, value] of Object.entries(parts)) {
      const text = JSON.stringify({ key, value })
      if (this.#sent.get(key) !== text) changed.push(text)
      this.#sent.set(key, text)
    }
    for (const key of this.#sent.keys())
      if (!(key in parts)) {
        this.#sent.delete(key)
        changed.push(JSON.stringify({ key, value: null }))
      }
    if (changed.length > 0) this.#socket.send(`[${changed.join(',')}]`)
  }
}

/** Other sites in the same browser, and names that point here, get nothing. */
function isOurs(request: IncomingMessage): boolean {
  const host = request.headers.host ?? ''
  const { origin } = request.headers
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false
  return origin === undefined || origin === `http://${host}`
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimit) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function sendAsset(folder: string, path: string, response: ServerResponse): void {
  const isPage = path === '/' || path === '/gallery'
  const file = join(folder, isPage ? 'index.html' : normalize(decodeURIComponent(path)))
  if (!file.startsWith(folder) || !existsSync(file)) return void end(response, 404, 'There is nothing here.')
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  createReadStream(file).pipe(response)
}

function describeApp({ display_information, features }: Manifest, bot: string): WireApp {
  return {
    workspace: 'Sandbox',
    name: display_information.name,
    bot,
    hasHome: features.app_home?.home_tab_enabled === true,
    commands: features.slash_commands.map(c => ({
      command: c.command,
      hint: c.usage_hint ?? '',
      description: c.description,
    })),
    shortcuts: features.shortcuts.map(s => ({
      type: s.type,
      callbackId: s.callback_id,
      name: s.name,
      description: s.description,
    })),
  }
}

function end(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(words)
}
function endJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(value))
}

/** The port asked for, or any other where that one is taken. */
function listen(http: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) listen(http, 0).then(resolve, reject)
      else reject(error)
    })
    http.listen(port, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
  })
}
