import { toolbox as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import { incidentHere } from '../require-incident.ts'
import type { Subcommand } from './subcommand.ts'

export const toolbox: Subcommand = {
  name: 'toolbox',
  usage: 'toolbox',
  help: 'the quick commands, as buttons and as lines to copy',
  run: async g => tell(g, message(g.runbook.policies.current(), await incidentHere(g))),
}
