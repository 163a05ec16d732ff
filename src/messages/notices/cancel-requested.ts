import { actions, author, button, encodeMeta, join, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'
import { asksSecondPerson } from './override-requested.ts'

const shown = 4

/** Somebody calls it a false alarm while probes fail: a second person must agree. */
export function cancelRequested(e: Of<'cancel.requested'>, i: Incident): Notice {
  const { failing, reason } = e.data
  const more = failing.length > shown ? ` and ${failing.length - shown} more` : ''
  return {
    text: join(
      [
        safe`❓ *Cancel this incident?* ${author(e.by)} says it is none: ${reason}`,
        safe`Not well right now: ${failing.slice(0, shown).join(', ')}${more}.`,
        asksSecondPerson(e.data),
      ],
      '\n',
    ),
    blocks: actions([
      button('confirm-cancel', 'Confirm and cancel', encodeMeta({ i: i.id, r: String(e.seq) }), {
        style: 'danger',
        confirm: { title: 'Cancel the incident?', text: safe`${i.id} ends, and nobody is pinged any more.` },
      }),
      button('diagnose', 'Run the probes again', encodeMeta({ i: i.id })),
    ]),
  }
}
