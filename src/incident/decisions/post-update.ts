import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Status } from '../words.ts'

export type PostUpdate = {
  type: 'post-update'
  text: string
  nothingNew: boolean
  status?: Exclude<Status, 'resolved'>
}

/** “Nothing new” is a legitimate update: it restarts the cadence and says so. */
export function postUpdate({ incident, command }: Given<PostUpdate>): Decision {
  const text = command.nothingNew ? 'Nothing new; still working on it.' : command.text.trim()
  if (text === '')
    return refuse(
      'An update needs a sentence.',
      'Say what is known and what happens next, or press Nothing new.',
    )
  const events: NewEvent[] = [
    event('update.posted', { text: text.slice(0, 3000), nothingNew: command.nothingNew }),
  ]
  if (command.status !== undefined && command.status !== incident.status)
    events.unshift(event('status.changed', { from: incident.status, to: command.status }))
  return { events }
}
