import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** A legitimate update: it restarts the cadence, and says so. */
export const nothingNew: IncidentButton = {
  id: 'nothing-new',
  async run(g, { incident }) {
    const given = { type: 'post-update' as const, text: '', nothingNew: true }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
