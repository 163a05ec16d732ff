import { contain as modal, readChosen, readEdited } from '../../modals/index.ts'
import { requestSteps } from '../request-steps.ts'
import type { IncidentForm } from './form.ts'

export const contain: IncidentForm = {
  callbackId: modal.callbackId,
  errors: () => undefined,
  async run(g, { incident, meta, state }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const list = policy.checklists[meta.list ?? '']
    if (list === undefined) return
    const { wait, onFailure } = list
    const manual = list.steps.filter(key => policy.manual[key] !== undefined)
    const steps = list.steps
      .filter(key => policy.manual[key] === undefined)
      .map((key, n) => {
        const to = readChosen(state, n)
        const message = readEdited(state, n)
        return {
          key,
          given: { ...(to === undefined ? {} : { to }), ...(message === undefined ? {} : { message }) },
        }
      })
    await requestSteps(g, incident, { steps, manual, wait, onFailure })
  },
}
