import { date, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

export function meetingReminded(e: Of<'meeting.reminded'>, i: Incident): Notice {
  const people = [...new Set(Object.values(i.roles))]
  const who = people.length === 0 ? mention(i.declaredBy) : join(people.map(mention), ' ')
  return {
    text: safe`📅 ${who}: the post-mortem of ${i.id} is ${date(e.data.at, '{date_short_pretty} {time}')}.`,
  }
}
