import {
  type Attachment,
  type Markup,
  type Message,
  message,
  type SafeBlock,
  section,
} from '../../blocks/index.ts'
import type { IncidentEvent } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { Place } from '../../incident/surfaces/threads.ts'
import { acknowledged } from './acknowledged.ts'
import { actionItem } from './action-item.ts'
import { actionLooked } from './action-looked.ts'
import { actionSettled } from './action-settled.ts'
import { actionUnknown } from './action-unknown.ts'
import { alertJoined } from './alert-joined.ts'
import { askedEndVoided } from './asked-end-voided.ts'
import { breakGlass } from './break-glass.ts'
import { cancelRequested } from './cancel-requested.ts'
import { effectSettled } from './effect-settled.ts'
import { ended } from './ended.ts'
import { escalationAcknowledged } from './escalation-acknowledged.ts'
import { escalationFailed } from './escalation-failed.ts'
import { escalationHeld } from './escalation-held.ts'
import { escalationLate } from './escalation-late.ts'
import { escalationPinged } from './escalation-pinged.ts'
import { followUpPlanned } from './follow-up-planned.ts'
import { meetingReminded } from './meeting-reminded.ts'
import { monitoringChecked } from './monitoring-checked.ts'
import { noteAdded } from './note-added.ts'
import { overrideRequested } from './override-requested.ts'
import { pagedElsewhere } from './paged-elsewhere.ts'
import { recoveryTried } from './recovery-tried.ts'
import { recoveryValidated } from './recovery-validated.ts'
import { reminderSnoozed } from './reminder-snoozed.ts'
import { reopened } from './reopened.ts'
import { reportReminded } from './report-reminded.ts'
import { roleAssigned } from './role-assigned.ts'
import { securityFlagged } from './security-flagged.ts'
import { severityAssessed } from './severity-assessed.ts'
import { severityChanged } from './severity-changed.ts'
import { signedOff } from './signed-off.ts'
import { statusPageAsked } from './status-page-asked.ts'
import { statusPageReminded } from './status-page-reminded.ts'
import { statusPageUpdated } from './status-page-updated.ts'
import { updatePosted } from './update-posted.ts'
import { verdictsFlipped } from './verdicts-flipped.ts'

/** `thread` or `under`: where it belongs, where it does not stand in the channel itself. */
export type Notice =
  | { text: Markup; blocks?: SafeBlock[]; attachment?: Attachment; thread?: string; under?: Place }
  | undefined
export type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

const notices: { [T in IncidentEvent['type']]?: (e: Of<T>, i: Incident, p: Policy) => Notice } = {
  'incident.acknowledged': acknowledged,
  'action.looked': actionLooked,
  'action.settled': actionSettled,
  'action.unknown': actionUnknown,
  'break-glass.used': breakGlass,
  'effect.settled': effectSettled,
  'escalation.acknowledged': escalationAcknowledged,
  'escalation.failed': (e, _, policy) => escalationFailed(e, policy),
  'escalation.held': escalationHeld,
  'escalation.late': escalationLate,
  'escalation.pinged': escalationPinged,
  'follow-up.planned': followUpPlanned,
  'meeting.reminded': meetingReminded,
  'monitoring.checked': monitoringChecked,
  'reminder.snoozed': reminderSnoozed,
  'report.reminded': reportReminded,
  'incident.resolved': ended,
  'incident.cancelled': ended,
  'note.added': noteAdded,
  'action-item.done': actionItem,
  'action-item.nudged': actionItem,
  'action-item.opened': actionItem,
  'postmortem.signed-off': signedOff,
  'sign-off.reminded': signedOff,
  'alert.joined': alertJoined,
  'diagnostics.completed': verdictsFlipped,
  'page.acknowledged': pagedElsewhere,
  'page.resolved': pagedElsewhere,
  'statuspage.asked': statusPageAsked,
  'statuspage.reminded': statusPageReminded,
  'statuspage.updated': statusPageUpdated,
  'cancel.requested': cancelRequested,
  'cancel.voided': askedEndVoided,
  'override.requested': overrideRequested,
  'override.voided': askedEndVoided,
  'recovery.tried': recoveryTried,
  'recovery.validated': recoveryValidated,
  'incident.reopened': reopened,
  'role.assigned': roleAssigned,
  'security.flagged': securityFlagged,
  'severity.assessed': severityAssessed,
  'severity.changed': severityChanged,
  'update.posted': updatePosted,
}

/** What the channel is told of an event; undefined = nothing. */
export function notice(
  event: IncidentEvent,
  incident: Incident,
  policy: Policy,
): (Message & { thread?: string; under?: Place }) | undefined {
  const build = notices[event.type] as ((e: IncidentEvent, i: Incident, p: Policy) => Notice) | undefined
  const said = build?.(event, incident, policy)
  if (said === undefined) return undefined
  const { text, blocks = [], ...place } = said
  return { ...message(text, [section(text), ...blocks]), ...place }
}
