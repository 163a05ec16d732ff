import { fix as modal } from '../../modals/index.ts'
import { showChecklist } from '../show-checklist.ts'
import { showView } from '../show-view.ts'
import type { IncidentButton } from './button.ts'

/** §4.3: the patterns to choose from, or the one that was chosen. */
export const openFix: IncidentButton = {
  id: 'open-fix',
  async run(g, { incident, meta }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    if (meta.list === undefined) return void (await showView(g, modal.view(incident, policy)))
    const known = Object.keys(policy.fixes).join(', ')
    await showChecklist(g, incident, {
      title: 'Fix',
      key: Object.hasOwn(policy.fixes, meta.list) ? policy.fixes[meta.list] : undefined,
      none: `The playbook has no fix “${meta.list}”. There are: ${known || 'none'}.`,
    })
  },
}
