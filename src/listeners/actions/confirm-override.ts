import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const confirmOverride: IncidentButton = {
  id: 'confirm-override',
  async run(g, { incident, meta }) {
    const given = { type: 'confirm-override' as const, asked: Number(meta.r ?? Number.NaN) }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
