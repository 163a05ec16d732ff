import { resolve as modal } from '../../modals/index.ts'
import { command, toldRefusal } from '../listen.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const resolve: Subcommand = {
  name: 'resolve',
  usage: 'resolve [summary]',
  help: 'checks the endpoints and resolves',
  run: (g, text) =>
    withIncident(g, async i => {
      if (text === '') return void (await showView(g, modal.view({ i: i.id })))
      await toldRefusal(g, await command(g, i.id, { type: 'resolve', summary: text }))
    }),
}
