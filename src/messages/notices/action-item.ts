import { actions, author, button, date, encodeMeta, join, mention, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

type E = Of<'action-item.opened'> | Of<'action-item.done'> | Of<'action-item.nudged'>

/** Opened, done, or overdue: the owner reads what is asked. */
export function actionItem(e: E, i: Incident): Notice {
  const item = i.actionItems[e.data.item]
  if (e.type === 'action-item.done') return { text: safe`✅ ${author(e.by)} has done: ${e.data.title}` }
  const due = item?.dueAt === undefined ? undefined : safe`due ${date(item.dueAt, '{date_short}')}`
  const blocks = actions([button('close-action-item', 'Done', encodeMeta({ i: i.id, list: e.data.item }))])
  if (e.type === 'action-item.nudged') {
    const who = join(e.data.to.map(mention), ' ')
    return {
      text: join([safe`⏰ ${who}: this action item of ${i.id} is open: ${e.data.title}`, due], ' · '),
      blocks,
    }
  }
  const owner = e.data.owner === undefined ? safe`nobody yet` : mention(e.data.owner)
  return {
    text: join([safe`⬜ Action item: ${e.data.title}`, owner, due, safe`${e.data.priority}`], ' · '),
    blocks,
  }
}
