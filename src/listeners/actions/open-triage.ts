import { triage as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openTriage: IncidentButton = {
  id: 'open-triage',
  async run(g, { incident }) {
    await showView(g, modal.view(incident, g.runbook.policies.current()))
  },
}
