import type { EffectHandler } from '../effect.ts'
import { checkRecovery } from './check-recovery.ts'
import { executeAction } from './execute-action.ts'
import { exportReport } from './export-report.ts'
import { inviteResponders } from './invite-responders.ts'
import { openChannel } from './open-channel.ts'
import { pinPanel } from './pin-panel.ts'
import { postNotice } from './post-notice.ts'
import { postOutput } from './post-output.ts'
import { reconcileAction } from './reconcile-action.ts'
import { renderSurface } from './render-surface.ts'
import { runDiagnostics } from './run-diagnostics.ts'
import { tellCommander } from './tell-commander.ts'
import { tellSecurity } from './tell-security.ts'
import { verifyAction } from './verify-action.ts'
import { welcomeDeclarer } from './welcome-declarer.ts'

const all: EffectHandler[] = [
  checkRecovery,
  executeAction,
  exportReport,
  inviteResponders,
  openChannel,
  pinPanel,
  postNotice,
  postOutput,
  reconcileAction,
  renderSurface,
  runDiagnostics,
  tellCommander,
  tellSecurity,
  verifyAction,
  welcomeDeclarer,
]

/** Every effect by its name, as `src/incident/effects.ts` names them. */
export const effects: Record<string, EffectHandler> = Object.fromEntries(all.map(e => [e.name, e]))
