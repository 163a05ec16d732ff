import type { EffectHandler } from '../effect.ts'
import { announceEscalation } from './announce-escalation.ts'
import { askHolder } from './ask-holder.ts'
import { checkRecovery } from './check-recovery.ts'
import { clearReminders } from './clear-reminders.ts'
import { executeAction } from './execute-action.ts'
import { exportReport } from './export-report.ts'
import { investigate } from './investigate.ts'
import { inviteResponders } from './invite-responders.ts'
import { inviteToReview } from './invite-to-review.ts'
import { makeCanvas } from './make-canvas.ts'
import { monitorRecovery } from './monitor-recovery.ts'
import { openChannel } from './open-channel.ts'
import { pageResponders } from './page-responders.ts'
import { pinPanel } from './pin-panel.ts'
import { pingPerson } from './ping-person.ts'
import { postNotice } from './post-notice.ts'
import { postOutput } from './post-output.ts'
import { reconcileAction } from './reconcile-action.ts'
import { remindPerson } from './remind-person.ts'
import { remindReport } from './remind-report.ts'
import { renderSurface } from './render-surface.ts'
import { replyToAnnouncement } from './reply-to-announcement.ts'
import { retireMessages } from './retire-messages.ts'
import { runDiagnostics } from './run-diagnostics.ts'
import { tellAsker } from './tell-asker.ts'
import { tellAudience } from './tell-audience.ts'
import { tellCommander } from './tell-commander.ts'
import { tellInvited } from './tell-invited.ts'
import { tellPager } from './tell-pager.ts'
import { tellSecurity } from './tell-security.ts'
import { updateStatusPage } from './update-status-page.ts'
import { verifyAction } from './verify-action.ts'
import { warnCommander } from './warn-commander.ts'
import { welcomeDeclarer } from './welcome-declarer.ts'

const all: EffectHandler[] = [
  announceEscalation,
  askHolder,
  checkRecovery,
  clearReminders,
  retireMessages,
  executeAction,
  exportReport,
  investigate,
  inviteResponders,
  inviteToReview,
  makeCanvas,
  monitorRecovery,
  openChannel,
  pageResponders,
  pinPanel,
  pingPerson,
  postNotice,
  postOutput,
  reconcileAction,
  remindPerson,
  remindReport,
  renderSurface,
  replyToAnnouncement,
  runDiagnostics,
  tellAsker,
  tellAudience,
  tellCommander,
  tellInvited,
  tellPager,
  tellSecurity,
  updateStatusPage,
  verifyAction,
  warnCommander,
  welcomeDeclarer,
]

/** Every effect by its name, as `src/incident/effects.ts` names them. */
export const effects: Record<string, EffectHandler> = Object.fromEntries(all.map(e => [e.name, e]))
