import { openContain } from '../actions/open-contain.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const contain: Subcommand = {
  name: 'contain',
  usage: 'contain',
  help: 'previews the containment of this severity and asks for approval',
  run: g => withIncident(g, i => openContain.run(g, { incident: i, meta: { i: i.id } })),
}
