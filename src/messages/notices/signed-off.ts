import { actions, author, button, encodeMeta, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** The signature, or the request for it. */
export function signedOff(e: Of<'postmortem.signed-off'> | Of<'sign-off.reminded'>, i: Incident): Notice {
  if (e.type === 'postmortem.signed-off')
    return { text: safe`🖋 ${author(e.by)} has signed off the post-mortem of ${i.id}.` }
  const who = join(e.data.to.map(mention), ' ')
  const meta = encodeMeta({ i: i.id })
  return {
    text: safe`🖋 ${who}: the post-mortem of ${i.id} waits for your signature.`,
    blocks: actions([
      button('sign-off', 'Sign off', meta, { style: 'primary' }),
      button('export-report', 'Export again', meta),
      button('open-rca', 'Root cause', meta),
    ]),
  }
}
