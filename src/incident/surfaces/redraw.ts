import type { IncidentEvent } from '../events.ts'
import { batchChecked, type Incident } from '../state.ts'

/** Events that change nothing people see in the panel, the announcement or the topic. */
const unseen = new Set<string>([
  'surface.rendered',
  'effect.settled',
  'note.added',
  'severity.assessed',
  'security.flagged',
  'report.requested',
  'update.reminded',
  'update.nudged',
  'escalation.announced',
  'escalation.pinged',
  'escalation.late',
  'escalation.warned',
  'meeting.invited',
  'meeting.reminded',
  'report.reminded',
  'monitoring.due',
  'monitoring.checked',
  'investigation.requested',
  'investigation.collected',
  'validation.requested',
  'recovery.tried',
  'recovery.due',
  'override.requested',
  'override.confirmed',
  'override.voided',
  'cancel.requested',
  'cancel.voided',
  'page.triggered',
  'page.acknowledged',
  'page.resolved',
  'alert.joined',
  'statuspage.asked',
  'statuspage.outdated',
  'statuspage.reminded',
  'statuspage.requested',
  'statuspage.updated',
  'customers.notified',
  'canvas.made',
  'message.promoted',
  'timeline.sealed',
  'rca.recorded',
  'action-item.opened',
  'action-item.nudged',
  'action-item.done',
  'postmortem.signed-off',
  'sign-off.reminded',
])
const batchEvent = /^(action|break-glass)\./

/** The messages that are kept current, with those marked that this event makes out of date. */
export function redraw(i: Incident, e: IncidentEvent): Incident['surfaces'] {
  if (unseen.has(e.type)) return i.surfaces
  const hit = (key: string): boolean => {
    if (key === 'checklist') return e.type.startsWith('checklist.')
    if (!key.startsWith('request-')) return key !== 'topic' || topicEvents.has(e.type)
    if (e.type === 'diagnostics.completed') return isOf(key, batchChecked(i, e.data.run))
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
