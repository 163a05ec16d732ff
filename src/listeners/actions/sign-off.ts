import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentButton } from './button.ts'

/** Rights are looked up afresh: a signature is one. */
export const signOff: IncidentButton = {
  id: 'sign-off',
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'sign-off' }, true))
  },
}
