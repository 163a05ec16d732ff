import { openResolve } from '../open-resolve.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

export const resolve: Subcommand = {
  name: 'resolve',
  usage: 'resolve [summary]',
  help: 'checks the endpoints and resolves',
  run: (g, text) => withIncident(g, i => openResolve(g, i, text)),
}
