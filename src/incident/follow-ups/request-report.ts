import type { Decision, Given } from '../decision.ts'
import { event } from '../events.ts'

export type RequestReport = { type: 'request-report' }

export function requestReport(_: Given<RequestReport>): Decision {
  return { events: [event('report.requested', { for: 'person' })] }
}
