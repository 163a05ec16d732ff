import { help as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

export const help: Subcommand = {
  name: 'help',
  usage: 'help',
  help: 'this list',
  async run(g) {
    // Asked for late: the list names this file too.
    const { subcommands } = await import('./index.ts')
    await tell(g, message(subcommands))
  },
}
