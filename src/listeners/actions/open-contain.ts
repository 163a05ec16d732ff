import { safe } from '../../blocks/index.ts'
import { asMarkup } from '../../messages/index.ts'
import { loading, contain as modal, problem } from '../../modals/index.ts'
import { previewSteps, toStepPreview } from '../previews.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

/** The checklist of this severity; production is read while a loading view keeps the trigger alive. */
export const openContain: IncidentButton = {
  id: 'open-contain',
  async run(g, { incident, meta }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const shown = await showView(g, loading('Contain'))
    const key = meta.list ?? policy.containment[incident.severity]
    const list = key === undefined ? undefined : policy.checklists[key]
    if (list === undefined) {
      const words = `The playbook has no containment for ${incident.severity}. Change the severity if it is wrong.`
      return g.runbook.chat.updateView(shown.id, problem('Contain', safe`${asMarkup(words)}`))
    }
    const steps = await previewSteps(
      g.runbook,
      policy,
      list.steps.map(step => ({ key: step })),
    )
    await g.runbook.chat.updateView(shown.id, modal.view(incident, list, steps.map(toStepPreview)))
  },
}
