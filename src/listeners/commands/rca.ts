import { rca as modal } from '../../modals/index.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const rca: Subcommand = {
  name: 'rca',
  usage: 'rca',
  help: 'root cause: five whys, contributing factors, what went well and what did not',
  run: g => withIncident(g, async i => void (await showView(g, modal.view(i)))),
}
