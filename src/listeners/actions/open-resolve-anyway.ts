import { resolveAnyway as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openResolveAnyway: IncidentButton = {
  id: 'open-resolve-anyway',
  async run(g, { incident }) {
    await showView(g, modal.view({ i: incident.id }))
  },
}
