import { actions, button, encodeMeta, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** The playbook leaves it to people whether the public is told. */
export function statusPageAsked(_: Of<'statuspage.asked'>, i: Incident): Notice {
  return {
    text: safe`📣 The public does not know of this yet. Tell them?`,
    blocks: actions([
      button(
        'open-status-page',
        'Status page: Investigating',
        encodeMeta({ i: i.id, list: 'investigating' }),
        {
          style: 'primary',
        },
      ),
    ]),
  }
}
