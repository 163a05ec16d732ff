import type { SocketModeClient } from '@slack/socket-mode'

type Log = { info(fields: object, text: string): void; warn(fields: object, text: string): void }

const helloTimeoutMs = 10_000
const longestWaitMs = 15_000
/** Slack waits this long for an ack. */
const longestAckMs = 3000

/**
 * Keeps one socket to Slack open. Slack refreshes sockets routinely and the client's own reconnect waits five
 * seconds and can end the process; this one reconnects at once, then ever later, and survives any answer.
 */
export function keepConnected(client: SocketModeClient, name: string, log: Log) {
  let stopped = true
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let connected = false
  guardMessages(client, log)

  async function connect(): Promise<void> {
    await withTimeout(client.start(), helloTimeoutMs, () => client.disconnect())
    failures = 0
    connected = true
  }

  function reconnect() {
    if (stopped || timer !== undefined) return
    const wait = failures === 0 ? 0 : Math.min(250 * 2 ** failures, longestWaitMs)
    timer = setTimeout(() => {
      timer = undefined
      connect().then(
        () => log.info({ socket: name }, 'the socket to Slack is open again'),
        error => {
          failures++
          log.warn({ socket: name, err: error, failures }, 'Slack cannot be reached; it is tried again')
          reconnect()
        },
      )
    }, wait)
  }

  client.on('disconnected', () => {
    connected = false
    // A start() that fails reports by itself; only the loss of an open socket starts a reconnect here.
    if (failures === 0) reconnect()
  })

  return {
    async start() {
      stopped = false
      await connect()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      if (connected) await client.disconnect()
    },
    get connected() {
      return connected
    },
  }
}

/** A message of an unexpected shape must not end the process: it is dropped and logged. */
function guardMessages(client: SocketModeClient, log: Log) {
  const acks = watchAcks(client)
  const listeners = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (data: unknown, isBinary: unknown) => {
    const message = readMessage(data)
    if (isMalformed(message)) return log.warn({}, 'Slack sent a message without an event; it was dropped')
    if (message?.envelope_id !== undefined) acks.expect(message.envelope_id)
    // The client closes at once when Slack asks; an ack still under way would be lost with the socket.
    if (message?.type === 'disconnect') await acks.settled()
    try {
      for (const listener of listeners)
        await (listener as (...args: unknown[]) => unknown).call(client, data, isBinary)
    } catch (error) {
      log.warn({ err: error }, 'a message of Slack could not be handled; it was dropped')
    }
  })
}

type SocketMessage = { type?: unknown; envelope_id?: string; payload?: { event?: { type?: unknown } } }

function readMessage(data: unknown): SocketMessage | undefined {
  try {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
    return JSON.parse(text) as SocketMessage
  } catch {
    return undefined
  }
}

const isMalformed = (m: SocketMessage | undefined) =>
  m?.type === 'events_api' && typeof m.payload?.event?.type !== 'string'

/** Knows which envelopes of a socket have not been acknowledged yet. */
function watchAcks(client: SocketModeClient) {
  const open = new Set<string>()
  let waiting: (() => void)[] = []
  const sending = client as unknown as { send(id: string, body?: object): Promise<void> }
  const send = sending.send.bind(client)
  sending.send = async (id, body) => {
    try {
      await send(id, body)
    } finally {
      open.delete(id)
      if (open.size === 0) for (const go of waiting.splice(0)) go()
    }
  }
  return {
    expect: (id: string) => void open.add(id),
    /** Resolves when all are acknowledged, or can no longer be in time. */
    settled: () =>
      new Promise<void>(resolve => {
        if (open.size === 0) return resolve()
        const late = setTimeout(() => {
          waiting = waiting.filter(go => go !== done)
          open.clear()
          resolve()
        }, longestAckMs)
        const done = () => {
          clearTimeout(late)
          resolve()
        }
        waiting.push(done)
      }),
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number, onTimeout: () => unknown): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      void onTimeout()
      reject(new Error(`Slack did not say hello within ${ms / 1000} s`))
    }, ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
