import { toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const ack: Subcommand = {
  name: 'ack',
  usage: 'ack',
  help: 'acknowledges the incident: you have it',
  run: g =>
    withIncident(g, async i => void (await toldRefusal(g, await command(g, i.id, { type: 'acknowledge' })))),
}
