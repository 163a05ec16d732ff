import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const diagnose: IncidentButton = {
  id: 'diagnose',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'diagnose' }))
  },
}
