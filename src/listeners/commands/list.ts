import { incidentList } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

export const list: Subcommand = {
  name: 'list',
  usage: 'list',
  help: 'every open incident',
  async run(g) {
    const ids = await g.runbook.store.listOpen()
    const states = await Promise.all(ids.map(id => g.runbook.engine.load(id)))
    await tell(g, incidentList(states.filter(s => s !== undefined)))
  },
}
