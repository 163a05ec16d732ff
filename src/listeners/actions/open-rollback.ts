import { showChecklist } from '../show-checklist.ts'
import type { IncidentButton } from './button.ts'

/** § Emergency Rollback. */
export const openRollback: IncidentButton = {
  id: 'open-rollback',
  async run(g, { incident }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const none = 'The playbook has no rollback. Somebody who edits playbook.yml must add it.'
    await showChecklist(g, incident, { title: 'Roll back', key: policy.rollback, none })
  },
}
