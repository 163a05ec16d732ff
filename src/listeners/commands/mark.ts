import { safe } from '../../blocks/index.ts'
import { markers } from '../../incident/words.ts'
import { answer, refusal } from '../../messages/index.ts'
import { command, tell, toldRefusal } from '../listen.ts'
import { withIncident } from './here.ts'
import { nearest, type Subcommand } from './subcommand.ts'

export const mark: Subcommand = {
  name: 'mark',
  usage: 'mark MOMENT',
  help: `marks now as one of: ${markers.join(', ')}`,
  run: (g, text) =>
    withIncident(g, async i => {
      const word = text.trim().toLowerCase().replaceAll(/\s+/g, '-')
      const marker = markers.find(m => m === word)
      if (marker === undefined) {
        const near = nearest(word, [...markers])
        const next = near === undefined ? `There are: ${markers.join(', ')}.` : `Did you mean “${near}”?`
        return tell(g, refusal({ refused: `There is no moment “${word.slice(0, 40)}”.`, next }))
      }
      if (await toldRefusal(g, await command(g, i.id, { type: 'set-marker', marker }))) return
      await tell(g, answer(safe`Marked: ${marker} is now.`))
    }),
}
