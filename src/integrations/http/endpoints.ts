import { lookup as dnsLookup } from 'node:dns'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { Endpoints, HttpAnswer } from '../../runbook/ports/endpoints.ts'
import { NotSent } from '../../runbook/ports/faults.ts'

const mostBytes = 64 * 1024

/** Addresses that hand out credentials or belong to nobody: never fetched, whatever name points there. */
const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16)
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addAddress('fd00:ec2::254', 'ipv6')
forbidden.addAddress('0.0.0.0')

/** Fetches the playbook's URLs. A redirect is reported as its status and never followed. */
export function createEndpoints(): Endpoints {
  return { get }
}

function get(url: string, signal: AbortSignal): Promise<HttpAnswer> {
  const started = performance.now()
  const target = new URL(url)
  return new Promise((resolve, reject) => {
    const host = target.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && isForbidden(host)) return reject(refused(host))
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest
    const request: ClientRequest = send(
      target,
      { signal, lookup, agent: false, headers: { 'user-agent': 'pitcrew' } },
      response => {
        readBody(response).then(body => {
          request.destroy()
          resolve({
            status: response.statusCode ?? 0,
            tookMs: Math.round(performance.now() - started),
            contentType: response.headers['content-type'] ?? '',
            body,
          })
        }, reject)
      },
    )
    request.on('error', error => reject(translate(target, error)))
    request.end()
  })
}

/** At most 64 KiB; the rest is not waited for. */
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
const lookup: LookupFunction = (name, options, done) => {
  dnsLookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const bad = addresses.find(a => isForbidden(a.address))
    if (bad !== undefined) return done(refused(bad.address), '', 0)
    if (options.all) return done(null, addresses)
    done(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4)
  })
}

function isForbidden(address: string): boolean {
  return forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function refused(address: string): Error {
  return new NotSent(
    'forbidden-address',
    `${address} is a link-local or metadata address, which is never fetched`,
  )
}

function translate(target: URL, error: NodeJS.ErrnoException): Error {
  if (error instanceof NotSent) return error
  const code = error.code ?? error.name
  return new NotSent(code, `${target.host} did not answer (${code})`, { cause: error, retryable: true })
}
