import { cancel as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openCancel: IncidentButton = {
  id: 'open-cancel',
  async run(g, { incident }) {
    await showView(g, modal.view({ i: incident.id }))
  },
}
