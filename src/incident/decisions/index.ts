import type { Decision, Given } from '../decision.ts'
import { type AcceptSeverity, acceptSeverity } from './accept-severity.ts'
import { type Acknowledge, acknowledge } from './acknowledge.ts'
import { type AddNote, addNote } from './add-note.ts'
import { type AnswerEscalation, answerEscalation } from './answer-escalation.ts'
import { type Approve, approve, type RunAlone, runAlone } from './approve.ts'
import { type AssignRole, assignRole } from './assign-role.ts'
import { type Cancel, type ConfirmCancel, cancel, confirmCancel } from './cancel.ts'
import { type ChangeSeverity, changeSeverity } from './change-severity.ts'
import { type CompleteItem, completeItem } from './complete-item.ts'
import { type ConfirmOverride, confirmOverride } from './confirm-override.ts'
import { type Diagnose, diagnose } from './diagnose.ts'
import { type Escalate, escalate } from './escalate.ts'
import { type FinishRecovery, finishRecovery } from './finish-recovery.ts'
import { type GiveUpAction, giveUpAction } from './give-up-action.ts'
import { type HoldEscalation, holdEscalation } from './hold-escalation.ts'
import { type Investigate, investigate } from './investigate.ts'
import {
  type CloseActionItem,
  closeActionItem,
  type OpenActionItem,
  openActionItem,
} from './open-action-item.ts'
import { type PlanFollowUp, planFollowUp } from './plan-follow-up.ts'
import { type PostStatusPage, postStatusPage } from './post-status-page.ts'
import { type PostUpdate, postUpdate } from './post-update.ts'
import { type PromoteMessage, promoteMessage } from './promote-message.ts'
import { type RecordRca, recordRca } from './record-rca.ts'
import { type RecordTriage, recordTriage } from './record-triage.ts'
import { type Reject, reject } from './reject.ts'
import { type Reopen, reopen } from './reopen.ts'
import { type RequestActions, requestActions } from './request-actions.ts'
import { type RequestReport, requestReport } from './request-report.ts'
import { type Resolve, resolve } from './resolve.ts'
import { type SetMarker, setMarker } from './set-marker.ts'
import { type Settle, settle } from './settle.ts'
import { type SettleOutcome, settleOutcome } from './settle-outcome.ts'
import { type SignOff, signOff } from './sign-off.ts'
import { type SnoozeReminders, snoozeReminders } from './snooze-reminders.ts'
import { type StartAction, startAction } from './start-action.ts'
import { type Validate, validate } from './validate.ts'
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
