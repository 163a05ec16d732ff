import { date, join, mention, safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

/** Better said late than never: these people have not been told yet. */
export function escalationLate(e: Of<'escalation.late'>): Notice {
  const people = join(e.data.people.map(mention), ', ')
  return {
    text: safe`⚠️ ${people} should have been told ${date(e.data.since)}, and Slack has not taken it yet. Pitcrew goes on trying; call them: \`/incident contacts\``,
  }
}
