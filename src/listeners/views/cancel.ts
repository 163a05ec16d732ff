import { cancel as modal } from '../../modals/index.ts'
import { cancelIncident } from '../cancel-incident.ts'
import type { IncidentForm } from './form.ts'

export const cancel: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, state }) {
    const read = modal.read(state)
    if (!read.ok) return
    await cancelIncident(g, incident, read.value)
  },
}
