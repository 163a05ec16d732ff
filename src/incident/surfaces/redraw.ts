import type { IncidentEvent } from '../events.ts'
import type { Incident } from '../state.ts'

/** Events that change nothing people see in the panel, the announcement or the topic. */
const unseen = new Set<string>([
  'surface.rendered',
  'note.added',
  'severity.assessed',
  'security.flagged',
  'report.requested',
  'escalation.announced',
  'escalation.pinged',
  'escalation.late',
  'escalation.warned',
  'meeting.invited',
  'meeting.reminded',
  'report.reminded',
  'monitoring.due',
  'monitoring.checked',
  'recovery.due',
  'page.triggered',
  'page.acknowledged',
  'page.resolved',
  'alert.joined',
  'statuspage.asked',
  'statuspage.outdated',
  'statuspage.reminded',
  'customers.notified',
  'canvas.made',
  'message.promoted',
  'timeline.sealed',
  'action-item.nudged',
  'sign-off.reminded',
])
/** Events that only the panel shows, whose first line is the next step. */
const panelOnly = new Set<string>([
  'update.reminded',
  'update.nudged',
  'investigation.requested',
  'investigation.collected',
  'validation.requested',
  'recovery.tried',
  'override.requested',
  'override.confirmed',
  'override.voided',
  'cancel.requested',
  'cancel.voided',
  'statuspage.requested',
  'statuspage.updated',
  'rca.recorded',
  'action-item.opened',
  'action-item.done',
  'postmortem.signed-off',
])
const batchEvent = /^(action|break-glass)\./

/** The messages that are kept current, with those marked that this event makes out of date. */
export function redraw(i: Incident, e: IncidentEvent): Incident['surfaces'] {
  if (unseen.has(e.type)) return i.surfaces
  // A run of the probes that was given up: requests must not go on saying that it is under way.
  if (e.type === 'effect.settled' && (e.data.name !== 'run-diagnostics' || e.data.outcome === 'done'))
    return i.surfaces
  const hit = (key: string): boolean => {
    if (panelOnly.has(e.type)) return key === 'panel'
    if (key === 'checklist') return e.type.startsWith('checklist.')
    if (!key.startsWith('request-')) return key !== 'topic' || topicEvents.has(e.type)
    if (/^(diagnostics\.|effect\.)/.test(e.type)) return Object.keys(i.checks ?? {}).some(b => isOf(key, b))
    if (!batchEvent.test(e.type)) return e.type === 'incident.resolved' || e.type === 'incident.cancelled'
    return isOf(key, batchNamed(i, e))
  }
  return Object.fromEntries(
    Object.entries(i.surfaces).map(([key, s]) => [key, hit(key) ? { ...s, wanted: e.seq } : s]),
  )
}

const isOf = (key: string, batch = '') => key === `request-${batch}` || key.startsWith(`request-${batch}-`)

const topicEvents = new Set<string>([
  'severity.changed',
  'status.changed',
  'role.assigned',
  'incident.resolved',
  'incident.cancelled',
  'incident.reopened',
])

function batchNamed(i: Incident, e: IncidentEvent): string {
  const data = e.data as { batch?: string; request?: string }
  return data.batch ?? i.requests[data.request ?? '']?.batch ?? ''
}
