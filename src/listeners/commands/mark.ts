import { date, safe } from '../../blocks/index.ts'
import { type Marker, markers } from '../../incident/model/words.ts'
import { answer } from '../../messages/index.ts'
import { refuse, tell, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { momentForms, readMoment } from '../read-moment.ts'
import { withIncident } from './here.ts'
import { nearest, type Subcommand } from './subcommand.ts'

export const mark: Subcommand = {
  name: 'mark',
  usage: 'mark MOMENT [15m ago|at 14:32]',
  help: `marks now, so long ago or at that time, as one of: ${markers.join(', ')}; marking again corrects it`,
  run: (g, text) =>
    withIncident(g, async i => {
      const named = readMarker(text)
      if (named === undefined) return refuse(g, noMarker(text))
      const { timezone } = await g.runbook.policies.of(i.playbook)
      const { marker, when } = named
      const at = readMoment(when, { now: await g.runbook.store.now(), timezone })
      if (at === undefined)
        return refuse(g, {
          refused: `“${when.slice(0, 60)}” is no time that is understood; nothing was marked.`,
          next: `These are: ${momentForms(timezone)}.`,
        })
      if (await toldRefusal(g, await command(g, i.id, { type: 'set-marker', marker, at }))) return
      await tell(g, answer(safe`Marked: ${marker}, ${date(at, '{date_short_pretty} {time}')}.`))
    }),
}

/** The moment, typed with spaces or hyphens, and what stands behind it. */
function readMarker(text: string): { marker: Marker; when: string } | undefined {
  for (const marker of markers) {
    const found = new RegExp(`^${marker.replaceAll('-', '[\\s-]+')}(?=\\s|$)`, 'i').exec(text)
    if (found !== null) return { marker, when: text.slice(found[0].length).trim() }
  }
  return undefined
}

function noMarker(text: string) {
  const words = text.toLowerCase().split(/[\s-]+/)
  const near = words.map((_, n) => nearest(words.slice(0, words.length - n).join('-'), [...markers]))
  const meant = near.find(m => m !== undefined)
  const refused = text === '' ? 'Say which moment it was.' : `There is no moment “${text.slice(0, 40)}”.`
  return {
    refused,
    next: meant === undefined ? `There are: ${markers.join(', ')}.` : `Did you mean “${meant}”?`,
  }
}
