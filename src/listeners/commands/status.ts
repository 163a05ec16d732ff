import { status as message } from '../../messages/index.ts'
import { tell } from '../listen.ts'
import { incidentHere } from '../require-incident.ts'
import type { Subcommand } from './subcommand.ts'

export const status: Subcommand = {
  name: 'status',
  usage: 'status',
  help: 'where it stands, what is due next, which integrations are on',
  async run(g) {
    await tell(g, message(await incidentHere(g), g.runbook.integrations()))
  },
}
