import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const closeActionItem: IncidentButton = {
  id: 'close-action-item',
  async run(g, { incident, meta }) {
    const given = { type: 'close-action-item' as const, item: meta.list ?? '' }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
