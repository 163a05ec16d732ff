import { join } from '../../blocks/index.ts'
import { authoriseAlone } from '../../incident/authorise.ts'
import { asMarkup } from '../../messages/index.ts'
import { loading, runAlone as modal, problem } from '../../modals/index.ts'
import { actorOf } from '../listen.ts'
import { previewBatch } from '../previews.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openRunAlone: IncidentButton = {
  id: 'open-run-alone',
  async run(g, { incident, meta }) {
    const shown = await showView(g, loading('Run it alone'))
    const policy = await g.runbook.policies.of(incident.playbook)
    const batch = meta.b ?? ''
    const [{ seen, steps }, actor] = await Promise.all([
      previewBatch(g.runbook, policy, incident, batch),
      actorOf(g, policy, true),
    ])
    const refused = authoriseAlone(actor, incident, policy)
    const view =
      refused === undefined
        ? modal.view(incident, policy, batch, seen, steps)
        : problem('Run it alone', join([asMarkup(refused.refused), asMarkup(refused.next)], ' '))
    await g.runbook.chat.updateView(shown.id, view)
  },
}
