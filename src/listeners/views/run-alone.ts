import { approve as approveModal, runAlone as modal } from '../../modals/index.ts'
import { command, toldRefusal } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const runAlone: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const read = modal.read(state, policy)
    const typed = approveModal.readTyped(state)
    const given = {
      type: 'run-alone' as const,
      batch: meta.b ?? '',
      seen: meta.seen ?? {},
      reason: read.ok ? read.value : '',
      ...(typed === undefined ? {} : { typed }),
    }
    await toldRefusal(g, await command(g, incident.id, given, true))
  },
}
