import { severities } from '../../incident/model/words.ts'
import { severity as modal } from '../../modals/index.ts'
import { refuse, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { showView } from '../show-view.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const severity: Subcommand = {
  name: 'severity',
  usage: 'severity [P1..P4 reason]',
  help: 'changes the severity; without one it opens the form',
  run: (g, text) =>
    withIncident(g, async i => {
      const [first = '', ...rest] = text.split(/\s+/)
      const to = severities.find(s => s.toLowerCase() === first.toLowerCase())
      if (to === undefined && first !== '')
        return refuse(g, { refused: noSeverity(first), next: '/incident severity P1 customers cannot call' })
      if (to === undefined) return void (await showView(g, modal.view(i, g.runbook.policies.current())))
      await toldRefusal(g, await command(g, i.id, { type: 'change-severity', to, reason: rest.join(' ') }))
    }),
}

/** Meant as a severity, though there is none of that name: P9, sev1. A number alone may begin a title (911 calls fail). */
export const looksLikeSeverity = /^(?:p|sev-?)\d$/i

export const noSeverity = (typed: string): string =>
  `There is no severity “${typed.slice(0, 40)}”: there are ${severities.join(', ')}.`
