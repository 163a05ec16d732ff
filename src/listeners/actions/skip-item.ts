import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** *Not needed*: a step by hand that nobody has to do. */
export const skipItem: IncidentButton = {
  id: 'skip-item',
  async run(g, { incident, meta }) {
    const skip = { type: 'complete-item' as const, item: meta.r ?? '', needed: false as const }
    await toldRefusal(g, await command(g, incident.id, skip))
  },
}
