import { actions, button, encodeMeta, join, link, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { statusWord } from '../words.ts'
import type { Notice, Of } from './index.ts'

/** What the public reads now, and what somebody else had written there meanwhile. */
export function statusPageUpdated(e: Of<'statuspage.updated'>, i: Incident): Notice {
  const { status, body, elsewhere, raisedTo } = e.data
  const where =
    e.data.link === undefined
      ? safe`*Status page*`
      : join([safe`*Status page*`, link(e.data.link, 'see it')], ' ')
  const other =
    elsewhere === undefined
      ? undefined
      : safe`⚠️ It had been edited elsewhere meanwhile (${elsewhere.status}): ${elsewhere.body}`
  const now =
    raisedTo === undefined
      ? safe`📣 ${where}: ${statusWord[status]}. “${body}”`
      : safe`📣 ${where}: the impact is ${raisedTo} now. The words stay: “${body}”`
  return {
    text: join([now, other], '\n'),
    blocks: actions([button('show-comms', 'Communications', encodeMeta({ i: i.id }))]),
  }
}
