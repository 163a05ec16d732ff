import { menu as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openMore: IncidentButton = {
  id: 'open-more',
  async run(g, { incident }) {
    await showView(g, modal.view(incident, { channel: g.channel ?? '' }))
  },
}
