import { resolveAnyway as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { listConfirmers } from '../list-confirmers.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const resolveAnyway: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, state }) {
    const read = modal.read(state)
    if (!read.ok) return
    const ask = await listConfirmers(g, incident)
    const given = { type: 'resolve' as const, summary: read.value, override: read.value, ask }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
