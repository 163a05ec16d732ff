import { responderRoles } from '../../incident/model/words.ts'
import { role as modal } from '../../modals/index.ts'
import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const role: Subcommand = {
  name: 'role',
  usage: 'role [commander|communications|operations|scribe @person]',
  help: 'hands a role over',
  run: (g, text, [user]) =>
    withIncident(g, async i => {
      const [word = ''] = text.split(/\s+/)
      const found = responderRoles.find(r => r === word.toLowerCase())
      if (found === undefined || user === undefined) return void (await showView(g, modal.view(i, g.user)))
      await toldRefusal(g, await command(g, i.id, { type: 'assign-role', role: found, user }))
    }),
}
