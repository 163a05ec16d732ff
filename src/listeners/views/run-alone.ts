import { approve as approveModal, runAlone as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const runAlone: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const read = modal.read(state, policy)
    const seen = meta.seen ?? {}
    const given = {
      type: 'run-alone' as const,
      batch: meta.b ?? '',
      seen,
      reason: read.ok ? read.value : '',
      typed: approveModal.readTyped(state, Object.keys(seen)),
    }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
