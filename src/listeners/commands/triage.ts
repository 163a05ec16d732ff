import { triage as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const triage: Subcommand = {
  name: 'triage',
  usage: 'triage',
  help: 'what, when, where, who, impact',
  run: g =>
    withIncident(g, async i => {
      await showView(g, modal.view(i, g.runbook.policies.current()))
    }),
}
