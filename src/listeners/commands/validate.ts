import { command, toldRefusal } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const validate: Subcommand = {
  name: 'validate',
  usage: 'validate',
  help: 'checks recovery: endpoints, end-to-end test, response time, queue',
  run: g =>
    withIncident(g, async i => void (await toldRefusal(g, await command(g, i.id, { type: 'validate' })))),
}
