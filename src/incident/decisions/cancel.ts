import { leftToThePublic } from '../clocks/public.ts'
import type { Decision, Given } from '../decision.ts'
import { event } from '../events.ts'
import { voidedRequests } from './resolve.ts'

export type Cancel = { type: 'cancel'; reason: string }

/** A false alarm or a duplicate: closed without recovery checks, with a reason, and kept. */
export function cancel({ incident, command }: Given<Cancel>): Decision {
  return {
    events: [
      ...voidedRequests(incident, 'the incident was cancelled'),
      event('incident.cancelled', { reason: command.reason.trim() || 'not recorded' }),
      ...leftToThePublic(incident),
    ],
  }
}
