import { date, safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { tell, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

const minutes = 5

export const snoozeUpdate: IncidentButton = {
  id: 'snooze-update',
  async run(g, { incident }) {
    const given = { type: 'snooze-reminders' as const, mode: 'until' as const, minutes }
    const outcome = await command(g, incident.id, given)
    if (await toldRefusal(g, outcome)) return
    const until = 'state' in outcome ? outcome.state.cadence.snoozedUntil : undefined
    if (until !== undefined) await tell(g, answer(safe`You are reminded again ${date(until)}.`))
  },
}
