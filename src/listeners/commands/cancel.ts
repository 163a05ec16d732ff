import { cancel as modal } from '../../modals/index.ts'
import { cancelIncident } from '../cancel-incident.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const cancel: Subcommand = {
  name: 'cancel',
  usage: 'cancel [reason]',
  help: 'closes a false alarm',
  run: (g, text) =>
    withIncident(g, async i => {
      if (text === '') return void (await showView(g, modal.view({ i: i.id })))
      await cancelIncident(g, i, text)
    }),
}
