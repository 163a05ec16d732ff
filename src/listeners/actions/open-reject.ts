import { reject as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openReject: IncidentButton = {
  id: 'open-reject',
  async run(g, { incident, meta }) {
    await showView(g, modal.view({ i: incident.id, ...(meta.b === undefined ? {} : { b: meta.b }) }))
  },
}
