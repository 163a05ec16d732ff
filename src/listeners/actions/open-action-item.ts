import { actionItem as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openActionItem: IncidentButton = {
  id: 'open-action-item',
  async run(g, { incident }) {
    await showView(g, modal.view(incident))
  },
}
