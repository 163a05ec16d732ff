import { escalate as modal } from '../../modals/index.ts'
import { refuse } from '../answer.ts'
import { escalateNow } from '../escalate-now.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import { nearest, type Subcommand } from './subcommand.ts'

export const escalate: Subcommand = {
  name: 'escalate',
  usage: 'escalate [role reason]',
  help: 'tells a role now; without a reason it opens the form',
  run: (g, text) =>
    withIncident(g, async i => {
      const policy = await g.runbook.policies.of(i.playbook)
      const roles = Object.keys(policy.roles)
      const [typed = '', ...reason] = text.split(/\s+/)
      const role = roles.find(r => r.toLowerCase() === typed.toLowerCase())
      // A role that does not exist is said at once, not after the form.
      if (role === undefined && typed !== '') return refuse(g, noRole(typed, roles))
      if (role === undefined || reason.length === 0)
        return void (await showView(g, modal.view(i, policy, role)))
      await escalateNow(g, i, { role, reason: reason.join(' ') })
    }),
}

function noRole(typed: string, roles: string[]) {
  const near = nearest(typed, roles)
  const next = near === undefined ? `There are: ${roles.join(', ')}.` : `Did you mean ${near}?`
  return { refused: `The playbook has no role “${typed.slice(0, 40)}”.`, next }
}
