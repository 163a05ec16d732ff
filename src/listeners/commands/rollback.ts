import { openRollback } from '../actions/open-rollback.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const rollback: Subcommand = {
  name: 'rollback',
  usage: 'rollback',
  help: 'previews the way back to the revision before, and asks for approval',
  run: g => withIncident(g, i => openRollback.run(g, { incident: i, meta: { i: i.id } })),
}
