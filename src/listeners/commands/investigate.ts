import { investigations } from '../../runbook/investigations/index.ts'
import { refuse, toldRefusal } from '../answer.ts'
import { command } from '../listen.ts'
import { withIncident } from './here.ts'
import { nearest, type Subcommand } from './subcommand.ts'

const known = investigations.map(i => i.part)

export const investigate: Subcommand = {
  name: 'investigate',
  usage: 'investigate [part]',
  help: `reads logs, database, usage, deployments and external services; alone: ${known.join(', ')}`,
  run: (g, text) =>
    withIncident(g, async i => {
      const parts = text.split(/[\s,]+/).filter(p => p !== '')
      const strange = parts.find(p => !known.includes(p))
      if (strange !== undefined) {
        const near = nearest(strange, known)
        const next = near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${near}?`
        return refuse(g, { refused: `“${strange.slice(0, 40)}” is no part of an investigation.`, next })
      }
      await toldRefusal(g, await command(g, i.id, { type: 'investigate', parts }))
    }),
}
