import { join, safe } from '../../blocks/index.ts'
import { authoriseApproval } from '../../incident/authorise.ts'
import { asMarkup } from '../../messages/index.ts'
import { loading, approve as modal, problem } from '../../modals/index.ts'
import { actorOf } from '../listen.ts'
import { previewBatch } from '../previews.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

/** The preview is taken again, now: approving means what is seen here. */
export const reviewAction: IncidentButton = {
  id: 'review-action',
  async run(g, { incident, meta }) {
    const shown = await showView(g, loading('Review and approve'))
    const policy = await g.runbook.policies.of(incident.playbook)
    const batch = meta.b ?? ''
    const [{ seen, steps, open }, actor] = await Promise.all([
      previewBatch(g.runbook, policy, incident, batch),
      actorOf(g, policy, true),
    ])
    // Steps that need nobody else go with those that do.
    const first = open.find(r => r.needs.count > 0)
    const refused =
      first === undefined
        ? { refused: 'This request is not open any more.', next: 'Its message shows what became of it.' }
        : authoriseApproval(actor, first)
    const view =
      refused === undefined
        ? modal.view(incident, batch, seen, steps)
        : problem(
            'Review and approve',
            join([asMarkup(refused.refused), safe`${asMarkup(refused.next)}`], ' '),
          )
    await g.runbook.chat.updateView(shown.id, view)
  },
}
