import { update as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openUpdate: IncidentButton = {
  id: 'open-update',
  async run(g, { incident }) {
    await showView(g, modal.view(incident, await g.runbook.policies.of(incident.playbook)))
  },
}
