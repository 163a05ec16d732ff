import { comms as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const comms: Subcommand = {
  name: 'comms',
  usage: 'comms',
  help: 'who was told what and when, what is due; status page and customers',
  run: g =>
    withIncident(g, async i => {
      const [policy, events] = await Promise.all([
        g.runbook.policies.of(i.playbook),
        g.runbook.store.readEvents(i.id),
      ])
      await tell(g, message(i, policy, events))
    }),
}
