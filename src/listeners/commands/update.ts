import { update as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const update: Subcommand = {
  name: 'update',
  usage: 'update [text]',
  help: 'posts an update; without a text it opens the form',
  run: (g, text) =>
    withIncident(g, async i => {
      if (text === '') return void (await showView(g, modal.view(i, await g.runbook.policies.of(i.playbook))))
      await toldRefusal(g, await command(g, i.id, { type: 'post-update', text, nothingNew: false }))
    }),
}
