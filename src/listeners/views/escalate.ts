import { escalate as modal } from '../../modals/index.ts'
import { escalateNow } from '../escalate-now.ts'
import type { IncidentForm } from './form.ts'

export const escalate: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, state }) {
    const read = modal.read(state)
    if (read.ok) await escalateNow(g, incident, read.value)
  },
}
