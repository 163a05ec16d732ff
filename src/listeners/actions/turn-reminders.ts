import { safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { tell, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** Off or on, as the button said when it was shown. */
export const turnReminders: IncidentButton = {
  id: 'turn-reminders',
  async run(g, { incident, meta }) {
    const mode = meta.list === 'on' ? 'on' : 'off'
    const outcome = await command(g, incident.id, { type: 'snooze-reminders', mode })
    if (await toldRefusal(g, outcome)) return
    // In the incident’s channel everybody reads it already.
    if (g.channel !== incident.channel?.id)
      await tell(g, answer(safe`The update reminders of ${incident.id} are ${mode} now, for everybody.`))
  },
}
