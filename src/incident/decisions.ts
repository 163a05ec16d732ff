import { type Approve, approve, type RunAlone, runAlone } from './actions/approve.ts'
import { type GiveUpAction, giveUpAction } from './actions/give-up-action.ts'
import { type Reject, reject } from './actions/reject.ts'
import { type RequestActions, requestActions } from './actions/request-actions.ts'
import { type SettleOutcome, settleOutcome } from './actions/settle-outcome.ts'
import { type StartAction, startAction } from './actions/start-action.ts'
import type { Decision, Given } from './decision.ts'
import { type AnswerEscalation, answerEscalation } from './escalation/answer-escalation.ts'
import { type Escalate, escalate } from './escalation/escalate.ts'
import { type HoldEscalation, holdEscalation } from './escalation/hold-escalation.ts'
import { type AcceptSeverity, acceptSeverity } from './evidence/accept-severity.ts'
import { type Diagnose, diagnose } from './evidence/diagnose.ts'
import { type Investigate, investigate } from './evidence/investigate.ts'
import { type PlanFollowUp, planFollowUp } from './follow-ups/plan-follow-up.ts'
import { type RequestReport, requestReport } from './follow-ups/request-report.ts'
import {
  type CloseActionItem,
  closeActionItem,
  type OpenActionItem,
  openActionItem,
} from './learning/open-action-item.ts'
import { type PromoteMessage, promoteMessage } from './learning/promote-message.ts'
import { type RecordRca, recordRca } from './learning/record-rca.ts'
import { type SignOff, signOff } from './learning/sign-off.ts'
import { type Acknowledge, acknowledge } from './lifecycle/acknowledge.ts'
import { type AddNote, addNote } from './lifecycle/add-note.ts'
import { type AssignRole, assignRole } from './lifecycle/assign-role.ts'
import { type Cancel, type ConfirmCancel, cancel, confirmCancel } from './lifecycle/cancel.ts'
import { type ChangeSeverity, changeSeverity } from './lifecycle/change-severity.ts'
import { type RecordTriage, recordTriage } from './lifecycle/record-triage.ts'
import { type Reopen, reopen } from './lifecycle/reopen.ts'
import { type Resolve, resolve } from './lifecycle/resolve.ts'
import { type SetMarker, setMarker } from './lifecycle/set-marker.ts'
import { type CompleteItem, completeItem } from './manual-steps/complete-item.ts'
import { type PostStatusPage, postStatusPage } from './outside/post-status-page.ts'
import { type ConfirmOverride, confirmOverride } from './recovery/confirm-override.ts'
import { type FinishRecovery, finishRecovery } from './recovery/finish-recovery.ts'
import { type Validate, validate } from './recovery/validate.ts'
import { type Settle, settle } from './settle.ts'
import { type PostUpdate, postUpdate } from './updates/post-update.ts'
import { type SnoozeReminders, snoozeReminders } from './updates/snooze-reminders.ts'
import { type Wake, wake } from './wake.ts'

/** A decision, and whether it also counts after the incident has ended. */
type Definition<C> = { when: 'open' | 'always'; decide: (given: Given<C>) => Decision }
type Commands = {
  'accept-severity': AcceptSeverity
  acknowledge: Acknowledge
  'add-note': AddNote
  'answer-escalation': AnswerEscalation
  approve: Approve
  'run-alone': RunAlone
  'assign-role': AssignRole
  cancel: Cancel
  'change-severity': ChangeSeverity
  'close-action-item': CloseActionItem
  'complete-item': CompleteItem
  'confirm-cancel': ConfirmCancel
  'confirm-override': ConfirmOverride
  diagnose: Diagnose
  escalate: Escalate
  'finish-recovery': FinishRecovery
  'give-up-action': GiveUpAction
  'hold-escalation': HoldEscalation
  investigate: Investigate
  'open-action-item': OpenActionItem
  'plan-follow-up': PlanFollowUp
  'post-status-page': PostStatusPage
  'post-update': PostUpdate
  'promote-message': PromoteMessage
  'record-rca': RecordRca
  'record-triage': RecordTriage
  reject: Reject
  reopen: Reopen
  'request-actions': RequestActions
  'request-report': RequestReport
  resolve: Resolve
  'set-marker': SetMarker
  settle: Settle
  'settle-outcome': SettleOutcome
  'sign-off': SignOff
  'snooze-reminders': SnoozeReminders
  'start-action': StartAction
  validate: Validate
  wake: Wake
}
export type Command = Commands[keyof Commands]

export const decisions: { [T in keyof Commands]: Definition<Commands[T]> } = {
  'accept-severity': { when: 'open', decide: acceptSeverity },
  acknowledge: { when: 'open', decide: acknowledge },
  'add-note': { when: 'always', decide: addNote },
  'answer-escalation': { when: 'always', decide: answerEscalation },
  approve: { when: 'always', decide: approve },
  'run-alone': { when: 'always', decide: runAlone },
  'assign-role': { when: 'open', decide: assignRole },
  cancel: { when: 'open', decide: cancel },
  'change-severity': { when: 'open', decide: changeSeverity },
  'close-action-item': { when: 'always', decide: closeActionItem },
  'complete-item': { when: 'always', decide: completeItem },
  'confirm-cancel': { when: 'open', decide: confirmCancel },
  'confirm-override': { when: 'open', decide: confirmOverride },
  diagnose: { when: 'open', decide: diagnose },
  escalate: { when: 'open', decide: escalate },
  'finish-recovery': { when: 'always', decide: finishRecovery },
  'give-up-action': { when: 'always', decide: giveUpAction },
  'hold-escalation': { when: 'open', decide: holdEscalation },
  investigate: { when: 'always', decide: investigate },
  'open-action-item': { when: 'always', decide: openActionItem },
  'plan-follow-up': { when: 'always', decide: planFollowUp },
  'post-status-page': { when: 'always', decide: postStatusPage },
  'post-update': { when: 'open', decide: postUpdate },
  'promote-message': { when: 'always', decide: promoteMessage },
  'record-rca': { when: 'always', decide: recordRca },
  'record-triage': { when: 'open', decide: recordTriage },
  reject: { when: 'always', decide: reject },
  reopen: { when: 'always', decide: reopen },
  'request-actions': { when: 'always', decide: requestActions },
  'request-report': { when: 'always', decide: requestReport },
  resolve: { when: 'open', decide: resolve },
  'set-marker': { when: 'always', decide: setMarker },
  settle: { when: 'always', decide: settle },
  'settle-outcome': { when: 'always', decide: settleOutcome },
  'sign-off': { when: 'always', decide: signOff },
  'snooze-reminders': { when: 'open', decide: snoozeReminders },
  'start-action': { when: 'always', decide: startAction },
  validate: { when: 'open', decide: validate },
  wake: { when: 'always', decide: wake },
}
