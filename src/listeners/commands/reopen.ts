import { reopen as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const reopen: Subcommand = {
  name: 'reopen',
  usage: 'reopen [reason]',
  help: 'it is not over after all',
  run: (g, text) =>
    withIncident(g, async i => {
      if (text === '') return void (await showView(g, modal.view({ i: i.id })))
      await toldRefusal(g, await command(g, i.id, { type: 'reopen', reason: text }))
    }),
}
