import { status } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { IncidentButton } from './button.ts'

export const showStatus: IncidentButton = {
  id: 'show-status',
  async run(g, { incident }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    await tell(g, status(incident, policy, await g.runbook.integrations()))
  },
}
