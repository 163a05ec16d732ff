import { reject as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const reject: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, state, meta }) {
    const read = modal.read(state)
    if (!read.ok) return
    await toldRefusal(
      g,
      await command(g, incident.id, { type: 'reject', batch: meta.b ?? '', reason: read.value }),
    )
  },
}
