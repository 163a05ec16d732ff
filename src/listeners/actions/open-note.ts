import { note as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openNote: IncidentButton = {
  id: 'open-note',
  async run(g, { incident }) {
    await showView(g, modal.view({ i: incident.id }))
  },
}
