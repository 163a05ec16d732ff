import { hold as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openHold: IncidentButton = {
  id: 'open-hold',
  async run(g, { incident, meta }) {
    await showView(g, modal.view({ i: incident.id, ...(meta.list === undefined ? {} : { list: meta.list }) }))
  },
}
