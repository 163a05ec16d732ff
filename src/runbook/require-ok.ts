import type { HttpAnswer } from './ports/endpoints.ts'
import { NotSent } from './ports/faults.ts'

/** What carries a number must be a plain success: an error page is no zero. */
export function requireOk(answer: HttpAnswer): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new NotSent(`http-${answer.status}`, `it answered HTTP ${answer.status}`, { why: 'fault' })
}
