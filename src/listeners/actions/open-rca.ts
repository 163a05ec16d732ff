import { rca as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openRca: IncidentButton = {
  id: 'open-rca',
  async run(g, { incident }) {
    await showView(g, modal.view(incident))
  },
}
