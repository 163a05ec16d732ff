import { join, safe } from '../../blocks/index.ts'
import { approvable } from '../../incident/actions/approve.ts'
import type { Refusal } from '../../incident/decision.ts'
import { batchOf } from '../../incident/state.ts'
import { asMarkup } from '../../messages/index.ts'
import { loading, approve as modal, problem } from '../../modals/index.ts'
import { actorOf } from '../listen.ts'
import { previewOf } from '../previews.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

const title = 'Review and approve'

/** Whoever may approve sees the preview taken again, now: approving means what is seen here. */
export const reviewAction: IncidentButton = {
  id: 'review-action',
  async run(g, { incident, meta }) {
    const shown = await showView(g, loading(title))
    const { chat, policies } = g.runbook
    const policy = await policies.of(incident.playbook)
    const batch = meta.b ?? ''
    const open = batchOf(incident, batch).filter(r => r.status === 'requested')
    const mine = open.length === 0 ? notOpen : approvable(await actorOf(g, policy, true), open)
    if ('refused' in mine) {
      const words = join([asMarkup(mine.refused), safe`${asMarkup(mine.next)}`], ' ')
      return void (await chat.updateView(shown.id, problem(title, words)))
    }
    // Steps that need nobody else go with those that do.
    const steps = open.filter(r => mine.includes(r) || r.needs.count === 0)
    const others = open.filter(r => !steps.includes(r)).map(r => r.title)
    const { seen, previews } = await previewOf(g.runbook, policy, incident, steps)
    const canApprove = mine.some(r => seen[r.id] !== undefined)
    await chat.updateView(shown.id, modal.view(incident, batch, canApprove ? seen : {}, previews, others))
  },
}

const notOpen: Refusal = {
  refused: 'This request is not open any more.',
  next: 'Its message shows what became of it.',
}
