import { authorise } from './authorise.ts'
import { type Decision, type Given, refuse } from './decision.ts'
import { type Command, decisions } from './decisions.ts'
import { type Incident, isOpen } from './state.ts'

/** The one door into the core: what a command does to an incident, or why not, in words for a person. */
export function decide(given: Given<Command>): Decision {
  const refusal = authorise(given.command.actor)
  if (refusal) return refusal
  const { when, decide: answer } = decisions[given.command.type] as {
    when: 'open' | 'always'
    decide: (given: Given<Command>) => Decision
  }
  if (when === 'open' && !isOpen(given.incident)) return ended(given.incident)
  return answer(given)
}

function ended(incident: Incident): Decision {
  const how = incident.ended?.how ?? 'resolved'
  const by = incident.ended?.by ?? 'pitcrew'
  const who = by === 'pitcrew' ? 'Pitcrew' : `<@${by}>`
  return refuse(
    `${incident.id} was ${how} by ${who}; nothing was changed.`,
    'If it is not over: /incident reopen',
  )
}
