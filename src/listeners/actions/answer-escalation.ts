import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** *I'm on it*. */
export const answerEscalation: IncidentButton = {
  id: 'answer-escalation',
  async run(g, { incident, meta }) {
    const given = { type: 'answer-escalation' as const, level: meta.list ?? '' }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
