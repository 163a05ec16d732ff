import { settleOutcome as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const settleOutcome: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, meta, state }) {
    const read = modal.read(state)
    if (!read.ok) return
    const given = {
      type: 'settle-outcome' as const,
      request: meta.r ?? '',
      happened: meta.happened === true,
      saw: read.value,
    }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
