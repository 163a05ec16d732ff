import { Ambiguous, NotSent, type Why } from '../../runbook/ports/faults.ts'

/** `changes`: the call alters production, so that a lost answer leaves it unknown. */
export type Call = { operation: string; region: string; changes: boolean }
type AwsError = Error & { $fault?: string; $metadata?: { httpStatusCode?: number }; $response?: unknown }

/** No connection was made, so nothing was sent. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
const lostKey =
  /^(ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthentication|InvalidClientTokenId|SignatureDoesNotMatch)/

/** Runs one call and tells its failures apart by what may be done next. */
export async function callAws<T>(call: Call, send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof NotSent) throw error
    throw translate(call, error as AwsError)
  }
}

function translate(call: Call, error: AwsError): Error {
  const { operation, region } = call
  const { name } = error
  const no = (code: string, words: string, why: Why, retryable = false) =>
    new NotSent(code, words, { cause: error, why, retryable })
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError')
    return no(name, `Pitcrew has no AWS credentials for ${operation} (${name})`, 'denied')
  const code = codeOf(error)
  if (code !== undefined && unreached.has(code))
    return no(code, `AWS (${region}) could not be reached for ${operation} (${code})`, 'refused', true)
  if (/^AccessDenied/.test(name))
    return no(name, `AWS denied it: the role lacks ${lackOf(error, operation)} in ${region}`, 'denied')
  if (lostKey.test(name)) return no(name, `AWS does not accept Pitcrew’s credentials (${name})`, 'denied')
  if (/Throttl|TooManyRequests|RequestLimitExceeded/.test(name))
    return no(name, `AWS (${region}) asked for fewer requests and did not do ${operation}`, 'refused', true)
  const status = error.$metadata?.httpStatusCode ?? 0
  if (error.$fault === 'client' && status >= 400 && status < 500 && status !== 408 && !/Timeout/.test(name))
    return no(name, `AWS refused ${operation} in ${region}: ${error.message || name}`, 'fault')
  const [why, words] = reason(error, code, status)
  if (call.changes)
    return new Ambiguous(`AWS (${region}) did not say what became of ${operation}: ${words}`, {
      cause: error,
    })
  return no(code ?? name, `AWS (${region}) did not answer ${operation}: ${words}`, why, true)
}

/** AWS names the right: what is missing may be another than that of the call, such as `iam:PassRole`. */
function lackOf(error: AwsError, operation: string): string {
  const named = /not authorized to perform: ([a-z0-9-]{1,60}:[A-Za-z]{1,80})/.exec(error.message)?.[1]
  if (named === undefined || named.split(':')[1] === operation.split(':')[1]) return operation
  return `${named}, which ${operation} needs,`
}

function reason(error: AwsError, code: string | undefined, status: number): [Why, string] {
  // The SDK calls a dropped connection a TimeoutError too.
  if (code !== undefined && code !== 'ETIMEDOUT') return ['refused', `the connection was dropped (${code})`]
  if (error.name === 'TimeoutError' || error.name === 'AbortError' || code === 'ETIMEDOUT')
    return ['timeout', 'it timed out']
  if (status >= 500) return ['fault', `HTTP ${status}`]
  if (error instanceof SyntaxError || error.name === 'malformed')
    return ['malformed', 'the answer makes no sense']
  return ['fault', error.message.split('\n')[0] ?? error.name]
}

/** The system's word for it, wherever in the chain of causes. */
function codeOf(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as NodeJS.ErrnoException
    if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return code
  }
  return undefined
}
