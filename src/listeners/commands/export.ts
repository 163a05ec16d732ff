import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const exportReport: Subcommand = {
  name: 'export',
  usage: 'export',
  help: 'uploads the report and the timeline to the channel',
  run: g =>
    withIncident(
      g,
      async i => void (await toldRefusal(g, await command(g, i.id, { type: 'request-report' }))),
    ),
}
