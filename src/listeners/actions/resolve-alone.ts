import { refuse, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** Break-glass for a resolve without passed checks: the reason is the one that was given. */
export const resolveAlone: IncidentButton = {
  id: 'resolve-alone',
  async run(g, { incident }) {
    const reason = incident.override?.reason
    if (reason === undefined)
      return refuse(g, {
        refused: 'Nobody asks for this any more.',
        next: 'Press Resolve: recovery is checked anew.',
      })
    const given = { type: 'resolve' as const, summary: reason, override: reason, alone: true }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
