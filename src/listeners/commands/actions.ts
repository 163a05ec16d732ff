import { actionItems, allActionItems } from '../../messages/index.ts'
import { loadMany } from '../../runbook/load-many.ts'
import { tell } from '../answer.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

const mostIncidents = 500

export const actions: Subcommand = {
  name: 'actions',
  usage: 'actions [all]',
  help: 'what is to be done so that it does not happen again; all: of every incident',
  async run(g, text) {
    if (text.trim().toLowerCase() !== 'all') return withIncident(g, i => tell(g, actionItems(i)))
    const ids = await g.runbook.store.listAll(mostIncidents)
    const { states } = await loadMany(g.runbook, ids)
    await tell(g, allActionItems(states))
  },
}
