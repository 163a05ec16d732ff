import { validate as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const validate: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident }) {
    await toldRefusal(g, await command(g, incident.id, { type: 'validate' }))
  },
}
