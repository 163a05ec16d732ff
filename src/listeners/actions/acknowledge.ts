import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const acknowledge: IncidentButton = {
  id: 'acknowledge',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'acknowledge' }))
  },
}
