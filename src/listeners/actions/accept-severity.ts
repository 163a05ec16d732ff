import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const acceptSeverity: IncidentButton = {
  id: 'accept-severity',
  async run(g, { incident, meta }) {
    const severity = meta.s ?? incident.severity
    await toldRefusal(g, await command(g, incident.id, { type: 'accept-severity', severity }))
  },
}
