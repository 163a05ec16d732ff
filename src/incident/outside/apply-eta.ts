import type { Status } from '../model/words.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { compose, factsOf } from './drafts.ts'

/** The sentences that an estimate changes, in the text as somebody has edited it: never both, never a blank. */
export function applyEta(i: Incident, policy: Policy, status: Status, body: string, eta: number): string {
  const sentences = policy.statusPage?.drafts[status] ?? []
  const without = compose(
    sentences.filter(s => s.unless === 'eta'),
    factsOf({ ...i, eta: undefined } as unknown as Incident, policy),
  ).text
  const along = compose(
    sentences.filter(s => s.if === 'eta'),
    factsOf(i, policy, eta),
  ).text
  const rest = without === '' ? body : body.replace(without, '').replaceAll(/ {2,}/g, ' ').trim()
  const old =
    i.eta === undefined
      ? ''
      : compose(
          sentences.filter(s => s.if === 'eta'),
          factsOf(i, policy),
        ).text
  const clean = old === '' ? rest : rest.replace(old, '').trim()
  return [clean, along].filter(t => t !== '').join(' ')
}
