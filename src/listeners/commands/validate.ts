import { openValidate } from '../open-validate.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const validate: Subcommand = {
  name: 'validate',
  usage: 'validate',
  help: 'checks recovery: endpoints, end-to-end test, response time, queue',
  run: g => withIncident(g, i => openValidate(g, i)),
}
