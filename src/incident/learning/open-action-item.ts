import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import type { ActionItem, Priority } from './action-items.ts'

/** §6.2: what is to be done, by whom and until when. */
export type OpenActionItem = {
  type: 'open-action-item'
  title: string
  owner?: string
  dueAt?: number
  priority: Priority
}
export type CloseActionItem = { type: 'close-action-item'; item: ActionItem['id'] }

export function openActionItem({ incident, command: c, now }: Given<OpenActionItem>): Decision {
  const title = c.title.trim().slice(0, 300)
  if (title === '') return refuse('An action item needs a few words.', 'Say what is to be done.')
  if (c.dueAt !== undefined && c.dueAt <= now)
    return refuse('It cannot be due in the past.', 'Give a later day, or none.')
  const item = `a${Object.keys(incident.actionItems).length + 1}`
  const { owner, dueAt, priority } = c
  return {
    events: [
      event('action-item.opened', {
        item,
        title,
        priority,
        ...(owner === undefined ? {} : { owner }),
        ...(dueAt === undefined ? {} : { dueAt }),
      }),
    ],
  }
}

export function closeActionItem({ incident, command }: Given<CloseActionItem>): Decision {
  const item = incident.actionItems[command.item]
  if (item === undefined) return refuse('There is no such action item.', '/incident actions lists them.')
  if (item.done !== undefined)
    return refuse(`“${item.title}” was done by <@${item.done.by}> already.`, 'Nothing is left to do for it.')
  return { events: [event('action-item.done', { item: item.id, title: item.title })] }
}
