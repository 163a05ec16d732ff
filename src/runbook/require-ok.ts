import type { HttpAnswer } from './ports/endpoints.ts'
import { NotSent, type Why } from './ports/faults.ts'

export const isNotFound = (status: number): boolean => status === 404 || status === 410

/** What carries a number must be a plain success: an error page is no zero. */
export function requireOk(answer: HttpAnswer): HttpAnswer {
  const { status } = answer
  if (status >= 200 && status < 300) return answer
  throw new NotSent(`http-${status}`, `HTTP ${status}`, { why: whyOf(status), isAbsent: isNotFound(status) })
}

/** Pitcrew has no right to ask, or asks too often; anything else is how the service is. */
function whyOf(status: number): Why {
  return [401, 403, 407, 429].includes(status) ? 'denied' : 'malformed'
}
