import { join } from '../../blocks/index.ts'
import { authoriseAlone } from '../../incident/authorise.ts'
import { batchOf } from '../../incident/state.ts'
import { asMarkup } from '../../messages/index.ts'
import { loading, runAlone as modal, problem } from '../../modals/index.ts'
import { actorOf } from '../listen.ts'
import { previewOf } from '../previews.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

export const openRunAlone: IncidentButton = {
  id: 'open-run-alone',
  async run(g, { incident, meta }) {
    const shown = await showView(g, loading('Run without approval'))
    const { chat, policies } = g.runbook
    const policy = await policies.of(incident.playbook)
    const refused = authoriseAlone(await actorOf(g, policy, true), incident, policy)
    if (refused !== undefined) {
      const words = join([asMarkup(refused.refused), asMarkup(refused.next)], ' ')
      return void (await chat.updateView(shown.id, problem('Run without approval', words)))
    }
    const batch = meta.b ?? ''
    const open = batchOf(incident, batch).filter(r => r.status === 'requested')
    const { seen, previews } = await previewOf(g.runbook, policy, incident, open)
    const all = Object.keys(seen).length === open.length ? seen : {}
    await chat.updateView(shown.id, modal.view(incident, policy, batch, all, previews))
  },
}
