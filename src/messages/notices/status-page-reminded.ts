import { actions, button, encodeMeta, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { statusWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

/** It is over, and nobody has told the public. */
export function statusPageReminded(e: Of<'statuspage.reminded'>, i: Incident): Notice {
  const { to, status } = e.data
  const over = i.ended?.how === 'cancelled' ? 'was cancelled' : 'is resolved'
  return {
    text: safe`📣 ${mention(to)}: ${i.id} ${over}, and the public still reads “${statusWord[status]}”. Tell them that it is over.`,
    blocks: actions([
      button('open-status-page', 'Status page: Resolved', encodeMeta({ i: i.id, list: 'resolved' }), {
        style: 'primary',
      }),
    ]),
  }
}
