import { statuses } from '../../incident/model/words.ts'
import { applyEta } from '../../incident/outside/apply-eta.ts'
import { statusPage as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import type { IncidentForm } from './form.ts'

export const statusPage: IncidentForm = {
  callbackId: modal.callbackId,
  errors(state) {
    const read = modal.read(state)
    return read.ok ? undefined : read.errors
  },
  async run(g, { incident, meta, state }) {
    const read = modal.read(state)
    const status = statuses.find(s => s === meta.list)
    if (!read.ok || status === undefined) return
    const { eta } = read.value
    const policy = await g.runbook.policies.of(incident.playbook)
    const body =
      eta === undefined ? read.value.body : applyEta(incident, policy, status, read.value.body, eta)
    const given = { type: 'post-status-page' as const, status, body, ...(eta === undefined ? {} : { eta }) }
    await toldRefusal(g, await command(g, incident.id, given))
  },
}
