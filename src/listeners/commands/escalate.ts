import { escalate as modal } from '../../modals/index.ts'
import { escalateNow } from '../escalate-now.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const escalate: Subcommand = {
  name: 'escalate',
  usage: 'escalate [role reason]',
  help: 'tells a role now; without one it opens the form',
  run: (g, text) =>
    withIncident(g, async i => {
      const [role = '', ...reason] = text.split(/\s+/)
      if (role === '' || reason.length === 0) {
        const policy = await g.runbook.policies.of(i.playbook)
        // A role that does not exist is said at once, not after the form.
        if (role === '' || policy.roles[role] !== undefined)
          return void (await showView(g, modal.view(i, policy)))
      }
      await escalateNow(g, i, { role, reason: reason.join(' ') })
    }),
}
