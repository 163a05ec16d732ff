import { status } from '../../messages/index.ts'
import { tell } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const showStatus: IncidentButton = {
  id: 'show-status',
  async run(g, { incident }) {
    await tell(g, status(incident, g.runbook.integrations()))
  },
}
