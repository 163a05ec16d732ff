import { toldRefusal } from '../answer.ts'
import { bringIn } from '../bring-in.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const offerHelp: IncidentButton = {
  id: 'offer-help',
  async run(g, { incident }) {
    if (await toldRefusal(g, await command(g, incident.id, { type: 'add-note', text: 'I can help.' }))) return
    await bringIn(g, incident)
  },
}
