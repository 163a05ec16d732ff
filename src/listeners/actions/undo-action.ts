import { actions } from '../../runbook/actions/index.ts'
import { refuse } from '../answer.ts'
import { requestSteps } from '../request-steps.ts'
import type { IncidentButton } from './button.ts'

/** The way back goes the same way: preview, approval, one execution, verification. */
export const undoAction: IncidentButton = {
  id: 'undo-action',
  async run(g, { incident, meta }) {
    const r = incident.requests[meta.r ?? '']
    if (r === undefined || r.status !== 'succeeded' || r.undoneBy !== undefined)
      return refuse(g, {
        refused: 'There is nothing to undo here.',
        next: 'The request’s message shows what became of it.',
      })
    const params = actions[r.kind]?.undo({
      request: r.id,
      params: r.params,
      before: r.before ?? null,
      at: r.startedAt ?? 0,
    })
    if (params === undefined)
      return refuse(g, { refused: `“${r.title}” cannot be undone.`, next: 'Ask for another action instead.' })
    await requestSteps(g, incident, {
      steps: [{ key: r.action, params }],
      wait: false,
      onFailure: 'continue',
      undoes: r.id,
    })
  },
}
