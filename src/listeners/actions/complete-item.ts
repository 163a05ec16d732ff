import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const completeItem: IncidentButton = {
  id: 'complete-item',
  async run(g, { incident, meta }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'complete-item', item: meta.r ?? '' }))
  },
}
