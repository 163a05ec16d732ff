import { approve as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const approve: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const seen = meta.seen ?? {}
    const typed = modal.readTyped(state, Object.keys(seen))
    const given = { type: 'approve' as const, batch: meta.b ?? '', seen, typed }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
