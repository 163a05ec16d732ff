import { incidentList } from '../../messages/index.ts'
import { loadMany, nameable } from '../../runbook/load-many.ts'
import { tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

export const list: Subcommand = {
  name: 'list',
  usage: 'list',
  help: 'every open incident',
  async run(g) {
    const ids = await g.runbook.store.listOpen()
    const { states, unreadable } = await loadMany(g.runbook, ids)
    await tell(g, incidentList(states, await nameable(g.runbook, unreadable)))
  },
}
