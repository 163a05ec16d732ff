import {
  actions,
  button,
  encodeMeta,
  type Markup,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
  sections,
} from '../blocks/index.ts'
import { type ActionRequest, type Incident, listLocks, waitsForPerson } from '../incident/state.ts'

/** For whoever can say what became of an action. */
export function settleButtons(i: Incident, r: ActionRequest): SafeButton[] {
  const value = encodeMeta({ i: i.id, r: r.id })
  return [button('it-happened', 'It happened', value), button('it-did-not-happen', 'It did not', value)]
}

/** Targets that nobody else can change now, and why. */
export function lockBlocks(i: Incident): SafeBlock[] {
  const locks = listLocks(i)
  const running = locks.filter(r => !waitsForPerson(r))
  return [
    ...sections(running.map(lockLine)),
    ...locks.filter(waitsForPerson).flatMap(r => [section(lockLine(r)), ...actions(settleButtons(i, r))]),
  ]
}

function lockLine(r: ActionRequest): Markup {
  if (waitsForPerson(r))
    return safe`🔒 *${r.target}* is locked: nobody knows whether “${r.title}” happened. Look at production and say so.`
  return safe`🔒 *${r.target}* is locked while “${r.title}” ${r.status === 'unknown' ? 'is looked into' : 'runs'}.`
}
