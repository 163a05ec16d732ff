import { hold as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const hold: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, meta, state }) {
    const read = modal.read(state)
    if (!read.ok) return
    const given = { type: 'hold-escalation' as const, level: meta.list ?? '', reason: read.value }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
