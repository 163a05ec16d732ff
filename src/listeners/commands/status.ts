import { status as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import { incidentHere } from '../require-incident.ts'
import type { Subcommand } from './subcommand.ts'

export const status: Subcommand = {
  name: 'status',
  usage: 'status',
  help: 'where it stands, what is due next, which integrations are on',
  async run(g) {
    const incident = await incidentHere(g)
    const { policies } = g.runbook
    const policy = incident === undefined ? policies.current() : await policies.of(incident.playbook)
    await tell(g, message(incident, policy, await g.runbook.integrations()))
  },
}
