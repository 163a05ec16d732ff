import { reopen as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openReopen: IncidentButton = {
  id: 'open-reopen',
  async run(g, { incident }) {
    await showView(g, modal.view({ i: incident.id }))
  },
}
