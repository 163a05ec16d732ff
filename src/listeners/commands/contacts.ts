import { contacts as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

export const contacts: Subcommand = {
  name: 'contacts',
  usage: 'contacts',
  help: 'whom to call, emergency services first',
  run: g => tell(g, message(g.runbook.policies.current())),
}
