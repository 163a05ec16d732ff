import { statuses } from '../../incident/model/words.ts'
import { statusPage as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openStatusPage: IncidentButton = {
  id: 'open-status-page',
  async run(g, { incident, meta }) {
    const status = statuses.find(s => s === meta.list) ?? incident.status
    await showView(g, modal.view(incident, await g.runbook.policies.of(incident.playbook), status))
  },
}
