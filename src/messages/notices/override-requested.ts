import {
  actions,
  author,
  button,
  date,
  encodeMeta,
  join,
  type Markup,
  mention,
  safe,
} from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Two people say that it is over where the checks do not. */
export function overrideRequested(e: Of<'override.requested'>, i: Incident): Notice {
  const meta = encodeMeta({ i: i.id })
  return {
    text: join(
      [
        safe`❓ ${author(e.by)} wants to resolve although the checks do not pass: ${e.data.reason}`,
        asksSecondPerson(e.data),
      ],
      '\n',
    ),
    blocks: actions([
      button('confirm-override', 'Confirm and resolve', encodeMeta({ i: i.id, r: String(e.seq) }), {
        style: 'danger',
      }),
      button('resolve-alone', 'Resolve alone', meta),
      button('validate', 'Check again', meta),
    ]),
  }
}

/** Who is asked to confirm the end of an incident, and until when. */
export function asksSecondPerson({ people = [], until }: Asks): Markup {
  const who = people.length === 0 ? safe`Somebody else` : join(people.map(mention), ' or ')
  return until === undefined
    ? safe`${who} must confirm it.`
    : safe`${who} must confirm it before ${date(until)}; then it is void.`
}
type Asks = { people?: string[] | undefined; until?: number | undefined }
