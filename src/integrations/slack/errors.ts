import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { Ambiguous, NotSent, RateLimited } from '../../runbook/ports/faults.ts'
import { explainCode, isWideCode, ownerOfCode } from './codes.ts'

/** Slack's own faults: the call may have taken effect before it failed. */
const ambiguousCodes = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])
/** Errors of the connection before anything was sent. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Runs one Web API call and tells its failures apart by what may be done next. */
export async function callSlack<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translateError(method, error)
  }
}

const mostPatienceMs = 8000
/** Where Slack does not say how long. */
const defaultWaitMs = 1000

const pauseMs = 200

/** For reading only: waits as Slack asks, and asks again where an answer was lost, as long as that is short in all. */
export async function readSlack<T>(method: string, call: () => Promise<T>): Promise<T> {
  const until = performance.now() + mostPatienceMs
  for (;;) {
    try {
      return await callSlack(method, call)
    } catch (error) {
      const wait = error instanceof RateLimited ? error.retryAfterMs : pauseMs
      const again = error instanceof RateLimited || wasLost(error)
      if (!again || performance.now() + wait > until) throw error
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }
}

const wasLost = (error: unknown) =>
  error instanceof Ambiguous || (error instanceof NotSent && error.retryable)

const owner = 'slack'

export function translateError(method: string, error: unknown): Error {
  if (error instanceof WebAPIRateLimitedError)
    return new RateLimited(error.retryAfter * 1000, { cause: error, owner })
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error
    const text = `Slack answered ${code} to ${method}${missing(error.data) || explainCode(code)}`
    if (ambiguousCodes.has(code)) return new Ambiguous(text, { cause: error, owner })
    // Some methods say it with their answer rather than by the status.
    if (code === 'ratelimited' || code === 'rate_limited')
      return new RateLimited(defaultWaitMs, { cause: error, owner })
    // Without the scope to post, nobody can be told of anything, least of all of that.
    const isWide = isWideCode(code) || (method === 'chat.postMessage' && code === 'missing_scope')
    return new NotSent(code, text, { cause: error, owner: ownerOfCode(code), isWide })
  }
  if (error instanceof WebAPIHTTPError)
    return new Ambiguous(`Slack answered ${method} with HTTP ${error.statusCode}`, { cause: error, owner })
  if (error instanceof WebAPIRequestError) {
    const code = connectionCode(error.original)
    if (code !== undefined && unsentCodes.has(code))
      return new NotSent(code, `Slack could not be reached for ${method} (${code})`, {
        cause: error,
        retryable: true,
        owner,
      })
    return new Ambiguous(`Slack did not answer ${method} (${code ?? error.original.message})`, {
      cause: error,
      owner,
    })
  }
  return error instanceof Error ? error : new Error(String(error))
}

function missing(data: object): string {
  const needed = 'needed' in data ? data.needed : undefined
  return typeof needed === 'string'
    ? ` (it needs the scope ${needed}: add it in manifest.yml and reinstall)`
    : ''
}

function connectionCode(error: unknown): string | undefined {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const { code } = e as NodeJS.ErrnoException
    if (typeof code === 'string') return code
  }
  return undefined
}
