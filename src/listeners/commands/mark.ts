import { safe } from '../../blocks/index.ts'
import { markers } from '../../incident/words.ts'
import { answer, refusal } from '../../messages/index.ts'
import { command, tell, toldRefusal } from '../listen.ts'
import { withIncident } from './here.ts'
import { nearest, type Subcommand } from './subcommand.ts'

export const mark: Subcommand = {
  name: 'mark',
  usage: 'mark MOMENT [15m ago]',
  help: `marks now, or so long ago, as one of: ${markers.join(', ')}; marking again corrects it`,
  run: (g, text) =>
    withIncident(g, async i => {
      const [, typed = '', amount, unit = 'm'] =
        /^(.*?)(?:\s+(\d{1,4})\s*(m|min|h)\s+ago)?$/.exec(text.trim().toLowerCase()) ?? []
      const word = typed.replaceAll(/\s+/g, '-')
      const marker = markers.find(m => m === word)
      if (marker === undefined) {
        const near = nearest(word, [...markers])
        const next = near === undefined ? `There are: ${markers.join(', ')}.` : `Did you mean “${near}”?`
        return tell(g, refusal({ refused: `There is no moment “${word.slice(0, 40)}”.`, next }))
      }
      const agoMs = amount === undefined ? 0 : Number(amount) * (unit === 'h' ? 3_600_000 : 60_000)
      const at = agoMs === 0 ? {} : { at: (await g.runbook.store.now()) - agoMs }
      if (await toldRefusal(g, await command(g, i.id, { type: 'set-marker', marker, ...at }))) return
      await tell(
        g,
        answer(safe`Marked: ${marker} was ${amount === undefined ? 'now' : `${amount} ${unit} ago`}.`),
      )
    }),
}
