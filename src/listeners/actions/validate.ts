import { command, toldRefusal } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const validate: IncidentButton = {
  id: 'validate',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'validate' }))
  },
}
