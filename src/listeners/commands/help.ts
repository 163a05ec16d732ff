import { helpAll, help as message } from '../../messages/index.ts'
import { tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

export const help: Subcommand = {
  name: 'help',
  usage: 'help [all]',
  help: 'what to type when; all: this list',
  async run(g, text) {
    if (text.trim().toLowerCase() !== 'all') return tell(g, message())
    // Asked for late: the list names this file too.
    const { subcommands } = await import('./index.ts')
    await tell(g, helpAll(subcommands))
  },
}
