import { lookup as systemLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Endpoints, HttpAnswer, HttpPhases } from '../../runbook/ports/endpoints.ts'
import { Ambiguous, NotSent } from '../../runbook/ports/faults.ts'
import { translate } from './errors.ts'
import { isForbidden } from './forbidden.ts'

const mostBytes = 64 * 1024
const senders: Record<string, typeof httpRequest> = { 'http:': httpRequest, 'https:': httpsRequest }
/** As node:dns has it with `all: true`; tests give names of their own. */
type Resolve = (
  name: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void

/** Fetches the playbook's URLs. A redirect is reported as its status and never followed. */
export function createEndpoints({ resolve = systemLookup as Resolve } = {}): Endpoints {
  const lookup = checked(resolve)
  return {
    async get(url, signal) {
      const target = new URL(url)
      try {
        return await fetchOnce(target, lookup, signal)
      } catch (error) {
        throw translate(target, error as NodeJS.ErrnoException)
      }
    },
    async send({ url, ...more }, signal) {
      const target = new URL(url)
      const progress = { connected: false }
      try {
        return await fetchOnce(target, lookup, signal, { ...more, progress })
      } catch (error) {
        const fault = translate(target, error as NodeJS.ErrnoException)
        if (!progress.connected) throw fault
        throw new Ambiguous(`${fault.message}; whether it took effect is not known`, { cause: fault })
      }
    },
  }
}

type More = {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Told once there is a connection: from then on the request may have been read. */
  progress?: { connected: boolean }
}

function fetchOnce(
  target: URL,
  lookup: LookupFunction,
  signal: AbortSignal,
  more: More = {},
): Promise<HttpAnswer> {
  const started = performance.now()
  const host = target.hostname.replace(/^\[|\]$/g, '')
  const send = senders[target.protocol]
  return new Promise((resolve, reject) => {
    if (send === undefined) throw new NotSent('forbidden-scheme', `${target.protocol} is never fetched`)
    // Numeric addresses are not looked up.
    if (isIP(host) !== 0 && isForbidden(host)) throw refused(host)
    const { method = 'GET', body, progress } = more
    const headers = { ...more.headers, 'user-agent': 'pitcrew', accept: '*/*' }
    const phases: HttpPhases = {}
    const mark = (phase: keyof HttpPhases) => () => {
      phases[phase] = Math.round(performance.now() - started)
    }
    // The default of 250 ms for each of several addresses would make a slow server look like a silent one.
    const patience = { autoSelectFamilyAttemptTimeout: 2000 }
    const request = send(target, { signal, lookup, agent: false, method, headers, ...patience }, response => {
      mark('firstByte')()
      readBody(response).then(
        body =>
          resolve({
            status: response.statusCode ?? 0,
            tookMs: Math.round(performance.now() - started),
            contentType: response.headers['content-type'] ?? '',
            body,
            phases,
          }),
        reject,
      )
    })
    request.on('error', reject)
    request.on('socket', socket => {
      socket.once('lookup', mark('dns')).once('connect', mark('connect')).once('secureConnect', mark('tls'))
      socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        if (progress !== undefined) progress.connected = true
      })
    })
    request.end(body)
  })
}

/** At most 64 KiB; the rest is not waited for, and leaving the loop closes the connection. */
async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= mostBytes) break
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8')
}

/** Checks the address that is really connected to, so that a name cannot lead elsewhere. */
function checked(resolve: Resolve): LookupFunction {
  return (name, options, done) =>
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      const bad = addresses.find(a => isForbidden(a.address))
      if (bad !== undefined) return done(refused(bad.address), '', 0)
      if (options.all) return done(null, addresses)
      done(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4)
    })
}

function refused(address: string): NotSent {
  return new NotSent(
    'forbidden-address',
    `${address} is a link-local or metadata address, which is never fetched`,
  )
}
