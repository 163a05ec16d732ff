import { showChecklist } from '../show-checklist.ts'
import type { IncidentButton } from './button.ts'

/** The checklist of this severity. */
export const openContain: IncidentButton = {
  id: 'open-contain',
  async run(g, { incident, meta }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    await showChecklist(g, incident, {
      title: 'Contain',
      key: meta.list ?? policy.containment[incident.severity],
      none: `The playbook has no containment for ${incident.severity}. Change the severity if it is wrong.`,
    })
  },
}
