import { Ambiguous, NotSent, RateLimited } from '../../runbook/ports/faults.ts'

type AwsError = Error & {
  $fault?: string
  $metadata?: { httpStatusCode?: number }
  code?: string
  cause?: unknown
}

const unsent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CredentialsProviderError',
])

/** Runs one call and tells its failures apart by what may be done next. */
export async function callAws<T>(operation: string, region: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw translate(operation, region, error as AwsError)
  }
}

function translate(operation: string, region: string, error: AwsError): Error {
  const options = { cause: error }
  const code = connectionCode(error) ?? error.name
  if (unsent.has(code))
    return new NotSent(code, `AWS (${region}) could not be reached for ${operation} (${code})`, {
      ...options,
      retryable: true,
    })
  if (error.name === 'AccessDeniedException')
    return new NotSent(error.name, `AWS denied it: the role lacks ${operation} in ${region}`, options)
  if (/Throttl|TooManyRequests/.test(error.name)) return new RateLimited(2000, options)
  const status = error.$metadata?.httpStatusCode
  if (error.$fault === 'client' && status !== undefined && status < 500)
    return new NotSent(error.name, `AWS refused ${operation} in ${region}: ${error.message}`, options)
  return new Ambiguous(`AWS (${region}) did not say what became of ${operation}: ${error.message}`, options)
}

function connectionCode(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const { code } = e as NodeJS.ErrnoException
    if (typeof code === 'string' && unsent.has(code)) return code
  }
  return undefined
}
