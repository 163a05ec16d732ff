import { actions, button, encodeMeta, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Two people say that it is over where the checks do not. */
export function overrideRequested(e: Of<'override.requested'>, i: Incident): Notice {
  const meta = encodeMeta({ i: i.id })
  return {
    text: safe`❓ ${mention(e.by)} wants to resolve although the checks do not pass: ${e.data.reason}\nSomebody else must confirm it.`,
    blocks: actions([
      button('confirm-override', 'Confirm and resolve', meta, { style: 'danger' }),
      button('resolve-alone', 'Resolve alone', meta),
      button('validate', 'Check again', meta),
    ]),
  }
}
