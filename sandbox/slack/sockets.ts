import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import type { EnvelopeRecord, Ledger } from './ledger.ts'
import { postToApp, type RequestUrl } from './request-url.ts'

export type Acked = { ackMs: number; payload: Record<string, unknown> } | { late: true }
const ackLimitMs = 3000
/** How long a refresh waits for the app to open another socket. */
const refreshMs = 3000

/** Socket Mode: hello, envelopes to one of the sockets in turn, acks timed, refresh; or a request URL. */
export class Sockets {
  readonly #open = new Set<WebSocket>()
  readonly #waiting = new Map<string, (payload: Record<string, unknown>) => void>()
  readonly #tickets = new Set<string>()
  readonly #server: WebSocketServer
  readonly #ledger: Ledger
  #turn = 0
  refusing = false
  /** Set, everything goes there instead of to a socket. */
  requestUrl: RequestUrl | undefined
  #posting = 0
  #next = 1

  constructor(http: Server, ledger: Ledger) {
    this.#ledger = ledger
    this.#server = new WebSocketServer({ server: http, path: '/link' })
    this.#server.on('connection', (socket, request) => {
      const ticket = new URL(request.url ?? '', 'http://x').searchParams.get('ticket') ?? ''
      if (this.refusing) return socket.terminate()
      if (!this.#tickets.delete(ticket)) return socket.close(1008, 'this ticket was used')
      this.#open.add(socket)
      socket.on('close', () => this.#open.delete(socket))
      socket.on('error', () => this.#open.delete(socket))
      socket.on('message', data => this.#receive(String(data)))
      socket.send(JSON.stringify({ type: 'hello', num_connections: this.#open.size }))
    })
  }

  ticket(): string {
    const ticket = `t${this.#next++}`
    this.#tickets.add(ticket)
    return ticket
  }

  get count(): number {
    return this.#open.size
  }
  /** Envelopes that nobody has acknowledged yet. */
  get unacked(): number {
    return this.#waiting.size + this.#posting
  }

  /** To exactly one socket; resolves with the ack, or says that it came too late. */
  async deliver(
    type: string,
    payload: Record<string, unknown>,
    more: object = {},
  ): Promise<Acked | { undelivered: true }> {
    if (this.requestUrl !== undefined) return this.#post(this.requestUrl, type, payload, more)
    const sockets = [...this.#open]
    const socket = sockets[this.#turn++ % Math.max(1, sockets.length)]
    if (socket === undefined) return { undelivered: true }
    const id = `e${this.#next++}`
    const at = performance.now()
    const record: EnvelopeRecord = { id, type, payload, ackMs: undefined, answer: undefined, at: Date.now() }
    this.#ledger.envelopes.push(record)
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        resolve({ late: true })
      }, ackLimitMs)
      this.#waiting.set(id, ack => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        const ackMs = performance.now() - at
        Object.assign(record, { ackMs, answer: ack })
        resolve({ ackMs, payload: ack })
      })
      socket.send(
        JSON.stringify({
          envelope_id: id,
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...more,
        }),
      )
    })
  }

  async #post(to: RequestUrl, type: string, payload: Record<string, unknown>, more: object): Promise<Acked> {
    const at = performance.now()
    const id = `e${this.#next++}`
    const record: EnvelopeRecord = { id, type, payload, ackMs: undefined, answer: undefined, at: Date.now() }
    this.#ledger.envelopes.push(record)
    this.#posting++
    const answer = await postToApp(to, type, payload, more, ackLimitMs).finally(() => this.#posting--)
    if (answer === undefined) return { late: true }
    const ackMs = performance.now() - at
    Object.assign(record, { ackMs, answer })
    return { ackMs, payload: answer }
  }

  /** An event; sent again, up to twice, while nobody acknowledges it. */
  async deliverEvent(payload: Record<string, unknown>): Promise<void> {
    for (const attempt of [0, 1, 2]) {
      const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' }
      const acked = await this.deliver('events_api', payload, retry)
      if ('ackMs' in acked) return
    }
  }

  /**
   * What Slack does routinely: announces that a socket will go, sends it nothing more, and goes on to the next
   * when the app has opened another.
   */
  async refresh(): Promise<void> {
    for (const socket of [...this.#open]) {
      const before = this.#open.size
      this.#open.delete(socket)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }))
      for (let waited = 0; this.#open.size < before && waited < refreshMs; waited += 20)
        await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  /** Drops every socket without a word; while `refusing`, no new one is let in. */
  cut(): void {
    for (const socket of this.#server.clients) socket.terminate()
  }

  async close(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #receive(text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as {
      envelope_id?: string
      payload?: Record<string, unknown>
    }
    if (id !== undefined) this.#waiting.get(id)?.(payload ?? {})
  }
}
