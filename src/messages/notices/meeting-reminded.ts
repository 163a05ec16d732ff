import { date, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** Those invited are reminded directly; where they are not known, those who led are mentioned. */
export function meetingReminded(e: Of<'meeting.reminded'>, i: Incident): Notice {
  const when = date(e.data.at, '{date_short_pretty} {time}')
  if ((i.review?.people ?? []).length > 0)
    return { text: safe`📅 The post-mortem of ${i.id} is ${when}. Those invited are reminded directly.` }
  const people = [...new Set(Object.values(i.roles))]
  const who = people.length === 0 ? mention(i.declaredBy) : join(people.map(mention), ' ')
  return { text: safe`📅 ${who}: the post-mortem of ${i.id} is ${when}.` }
}
