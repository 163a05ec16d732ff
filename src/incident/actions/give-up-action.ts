import type { Decision, Given } from '../decision.ts'
import { event } from '../events.ts'

/** An approved action will not be started: it may not be, or the attempts are used up. */
export type GiveUpAction = { type: 'give-up-action'; request: string; why: string }

/**
 * Giving up ends the request, so that nothing runs hours later when the cause has gone. One that has started
 * meanwhile is not touched: its outcome is looked for.
 */
export function giveUpAction({ incident, command: c }: Given<GiveUpAction>): Decision {
  const r = incident.requests[c.request]
  if (r === undefined || r.status !== 'approved') return { events: [] }
  const { id: request, kind, target, shows } = r
  return {
    events: [event('action.voided', { request, kind, target, why: c.why, was: shows, is: [] }, 'pitcrew')],
  }
}
