import { openFix } from '../actions/open-fix.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const fix: Subcommand = {
  name: 'fix',
  usage: 'fix [name]',
  help: 'previews a resolution pattern of the playbook, such as database',
  run: (g, rest) =>
    withIncident(g, i => {
      const name = rest.trim().toLowerCase().slice(0, 40)
      return openFix.run(g, { incident: i, meta: { i: i.id, ...(name === '' ? {} : { list: name }) } })
    }),
}
