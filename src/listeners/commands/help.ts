import { help as message } from '../../messages/index.ts'
import { tell } from '../listen.ts'
import { subcommands } from './index.ts'
import type { Subcommand } from './subcommand.ts'

export const help: Subcommand = {
  name: 'help',
  usage: 'help',
  help: 'this list',
  async run(g) {
    await tell(g, message(subcommands))
  },
}
