import { role as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openRole: IncidentButton = {
  id: 'open-role',
  async run(g, { incident }) {
    await showView(g, modal.view(incident, g.user))
  },
}
