import { comms } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { IncidentButton } from './button.ts'

export const showComms: IncidentButton = {
  id: 'show-comms',
  async run(g, { incident }) {
    const { policies, store } = g.runbook
    const [policy, events] = await Promise.all([
      policies.of(incident.playbook),
      store.readEvents(incident.id),
    ])
    await tell(g, comms(incident, policy, events))
  },
}
