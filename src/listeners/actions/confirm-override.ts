import { command, toldRefusal } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const confirmOverride: IncidentButton = {
  id: 'confirm-override',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'confirm-override' }))
  },
}
