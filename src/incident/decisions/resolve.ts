import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Incident } from '../state.ts'

/** Without `override` the endpoints are looked at first (§5.1); with it, the reason is recorded instead. */
export type Resolve = { type: 'resolve'; summary: string; override?: string }

export function resolve({ incident, command: c }: Given<Resolve>): Decision {
  const summary = c.summary.trim() || 'not recorded'
  if (c.override !== undefined) {
    const override = c.override.trim()
    if (override === '')
      return refuse(
        'Resolving without healthy endpoints needs a reason.',
        'Write why it is over all the same.',
      )
    return { events: resolvedEvents(incident, summary, c.actor.user, override) }
  }
  if (incident.closing !== undefined)
    return refuse(
      `<@${incident.closing.by}> is resolving this: the endpoints are being checked.`,
      'The outcome is posted here in a moment.',
    )
  return { events: [event('resolve.requested', { summary })] }
}

/** What comes with the end: open requests are void, the report is asked for. */
export function resolvedEvents(
  incident: Incident,
  summary: string,
  by: string,
  override?: string,
): NewEvent[] {
  return [
    ...voidedRequests(incident, 'the incident was resolved'),
    event('status.changed', { from: incident.status, to: 'resolved' }, by),
    event('incident.resolved', { summary, ...(override === undefined ? {} : { override }) }, by),
    event('report.requested', { for: 'resolve' }, 'pitcrew'),
  ]
}

/** Nothing that was asked for runs after the end; what has started is followed to its outcome. */
export function voidedRequests(incident: Incident, why: string): NewEvent[] {
  return Object.values(incident.requests)
    .filter(r => r.status === 'requested' || r.status === 'approved')
    .map(({ id: request, kind, target, shows }) =>
      event('action.voided', { request, kind, target, why, was: shows, is: [] }, 'pitcrew'),
    )
}
