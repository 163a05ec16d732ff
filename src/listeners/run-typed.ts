import { type ActionId, actionIds, encodeMeta, peopleIn } from '../blocks/index.ts'
import { incidentIdPattern } from '../incident/model/ids.ts'
import { menu } from '../modals/index.ts'
import { refuse } from './answer.ts'
import { subcommands } from './commands/index.ts'
import { nearest } from './commands/subcommand.ts'
import { type Gesture, perform } from './listen.ts'
import { readWords } from './read-words.ts'
import { incidentHere } from './require-incident.ts'
import { showView } from './show-view.ts'

/** Every subcommand may name its incident first, from wherever it is typed; `here` alone is the channel's own. */
function takeIncident(words: string): { incident?: string; words: string } {
  const [first, rest] = takeWord(words)
  if (first.toLowerCase() === 'here' && rest === '') return { words: rest }
  const id = first.toUpperCase()
  return incidentIdPattern.test(id) ? { incident: id, words: rest } : { words }
}

/** The first word and what stands behind it, with its line breaks. */
function takeWord(text: string): [word: string, rest: string] {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(text) ?? []
  return [word, rest]
}

/**
 * Does what somebody typed behind `/incident`, or behind a mention of Pitcrew. `typed` is as Slack sends it: escaped,
 * with tokens.
 */
export async function runTyped(
  given: Gesture,
  typed: string,
  address: '/incident' | '@pitcrew',
): Promise<void> {
  const text = (await readWords(given.runbook, typed)).trim()
  const [word, rest] = takeWord(text)
  const { incident, words } = takeIncident(rest)
  const named = incident === undefined ? given : { ...given, incident }
  const g: Gesture = {
    ...named,
    typed: what => (what === 'everything' || words !== '' ? `${address} ${text}` : undefined),
    again: () => buttonOf(named, word.toLowerCase()),
  }
  // What follows is told with the text, and its faults too.
  await perform(g, () => runWord(g, word, words, peopleIn(typed)))
}

async function runWord(g: Gesture, word: string, words: string, people: string[]): Promise<void> {
  if (word === '') {
    const view = menu.view(await incidentHere(g), { channel: g.channel ?? '' })
    await showView(g, view)
    return
  }
  const found = subcommands.find(c => c.name === word.toLowerCase())
  if (found !== undefined) return found.run(g, words, people)
  const near = nearest(
    word,
    subcommands.map(c => c.name),
  )
  const next = near === undefined ? '/incident help lists what there is.' : `Did you mean /incident ${near}?`
  await refuse(g, { refused: `There is no /incident ${word.slice(0, 40)}.`, next })
}

/** The button that opens what a subcommand opens. */
async function buttonOf(g: Gesture, word: string): Promise<{ id: ActionId; value: string } | undefined> {
  const id = actionIds.find(a => a === `open-${word}` || a === word)
  if (id === 'open-declare') return { id, value: encodeMeta({ from: { channel: g.channel ?? '' } }) }
  const incident = id === undefined ? undefined : await incidentHere(g)
  return id === undefined || incident === undefined
    ? undefined
    : { id, value: encodeMeta({ i: incident.id }) }
}
