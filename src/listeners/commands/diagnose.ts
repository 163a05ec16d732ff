import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const diagnose: Subcommand = {
  name: 'diagnose',
  usage: 'diagnose',
  help: 'runs every probe of the playbook and shows what is well',
  run: g =>
    withIncident(g, async i => void (await toldRefusal(g, await command(g, i.id, { type: 'diagnose' })))),
}
