import { acceptSeverity } from './accept-severity.ts'
import { acknowledge } from './acknowledge.ts'
import { answerEscalation } from './answer-escalation.ts'
import { askAgain } from './ask-again.ts'
import type { IncidentButton } from './button.ts'
import { closeActionItem } from './close-action-item.ts'
import { completeItem } from './complete-item.ts'
import { confirmCancel } from './confirm-cancel.ts'
import { confirmOverride } from './confirm-override.ts'
import { diagnose } from './diagnose.ts'
import { exportReport } from './export-report.ts'
import { investigate } from './investigate.ts'
import { itDidNotHappen } from './it-did-not-happen.ts'
import { itHappened } from './it-happened.ts'
import { joinChannel } from './join-channel.ts'
import { moreWhys } from './more-whys.ts'
import { nothingNew } from './nothing-new.ts'
import { offerHelp } from './offer-help.ts'
import { openActionItem } from './open-action-item.ts'
import { openCancel } from './open-cancel.ts'
import { openContain } from './open-contain.ts'
import { openCustomers } from './open-customers.ts'
import { openEscalate } from './open-escalate.ts'
import { openFix } from './open-fix.ts'
import { openHold } from './open-hold.ts'
import { openMore } from './open-more.ts'
import { openNote } from './open-note.ts'
import { openRca } from './open-rca.ts'
import { openReject } from './open-reject.ts'
import { openReopen } from './open-reopen.ts'
import { openResolve } from './open-resolve.ts'
import { openResolveAnyway } from './open-resolve-anyway.ts'
import { openRole } from './open-role.ts'
import { openRollback } from './open-rollback.ts'
import { openRunAlone } from './open-run-alone.ts'
import { openSeverity } from './open-severity.ts'
import { openStatusPage } from './open-status-page.ts'
import { openTriage } from './open-triage.ts'
import { openUpdate } from './open-update.ts'
import { planMeeting } from './plan-meeting.ts'
import { resolveAlone } from './resolve-alone.ts'
import { reviewAction } from './review-action.ts'
import { showComms } from './show-comms.ts'
import { showFindings } from './show-findings.ts'
import { showRules } from './show-rules.ts'
import { showStatus } from './show-status.ts'
import { signOff } from './sign-off.ts'
import { skipItem } from './skip-item.ts'
import { snoozeUpdate } from './snooze-update.ts'
import { testCustomers } from './test-customers.ts'
import { turnReminders } from './turn-reminders.ts'
import { undoAction } from './undo-action.ts'
import { validate } from './validate.ts'
import { watchRecovery } from './watch-recovery.ts'

export { declareAlert } from './declare-alert.ts'
export { declareMore } from './declare-more.ts'
export { openDeclare } from './open-declare.ts'
export { runTool } from './run-tool.ts'
export { showHelp } from './show-help.ts'
export { showHelpAll } from './show-help-all.ts'
export { showList } from './show-list.ts'

/** Every button of an incident; each file is named as its action id. */
export const buttons: IncidentButton[] = [
  acceptSeverity,
  acknowledge,
  answerEscalation,
  askAgain,
  closeActionItem,
  completeItem,
  skipItem,
  confirmCancel,
  confirmOverride,
  diagnose,
  exportReport,
  investigate,
  itDidNotHappen,
  itHappened,
  joinChannel,
  moreWhys,
  nothingNew,
  offerHelp,
  openActionItem,
  openCancel,
  openContain,
  openCustomers,
  openEscalate,
  openFix,
  openHold,
  openMore,
  openNote,
  openRca,
  openReject,
  openReopen,
  openResolve,
  openResolveAnyway,
  openRole,
  openRollback,
  openRunAlone,
  openSeverity,
  openStatusPage,
  openTriage,
  openUpdate,
  planMeeting,
  resolveAlone,
  reviewAction,
  signOff,
  showComms,
  showFindings,
  showRules,
  showStatus,
  snoozeUpdate,
  testCustomers,
  turnReminders,
  undoAction,
  validate,
  watchRecovery,
]
