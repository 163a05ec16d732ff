import { approve as modal } from '../../modals/index.ts'
import { command, toldRefusal } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const approve: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const typed = modal.readTyped(state)
    const given = {
      type: 'approve' as const,
      batch: meta.b ?? '',
      seen: meta.seen ?? {},
      ...(typed === undefined ? {} : { typed }),
    }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
