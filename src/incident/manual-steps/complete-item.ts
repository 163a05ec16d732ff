import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

/** `needed: false`: it was found that nothing has to be done. */
export type CompleteItem = { type: 'complete-item'; item: string; needed?: false }

/** *Done*, or *Not needed*, on a step that only people can do. */
export function completeItem({ incident, command }: Given<CompleteItem>): Decision {
  const item = incident.items[command.item]
  if (item === undefined)
    return refuse('This step is not known in this incident.', 'Use the list in the incident’s own channel.')
  if (item.done !== undefined)
    return refuse(`<@${item.done.by}> has done “${item.title}” already.`, 'Nothing is left to do there.')
  const { id, title } = item
  const found = command.needed === false ? { needed: false as const } : {}
  return { events: [event('checklist.done', { item: id, title, ...found })] }
}
