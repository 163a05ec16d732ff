import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const watchRecovery: IncidentButton = {
  id: 'watch-recovery',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'plan-follow-up', what: 'monitoring' }))
  },
}
