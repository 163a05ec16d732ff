import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Severity, Status } from '../words.ts'
import { severityEvent } from './change-severity.ts'

export type PostUpdate = {
  type: 'post-update'
  text: string
  nothingNew: boolean
  status?: Exclude<Status, 'resolved'>
  severity?: Severity
  /** Channels of the playbook that are told too. */
  audiences?: string[]
}

/** “Nothing new” is a legitimate update: it restarts the cadence and says so. */
export function postUpdate({ incident, command, policy }: Given<PostUpdate>): Decision {
  const text = command.nothingNew ? 'Nothing new; still working on it.' : command.text.trim()
  if (text === '')
    return refuse(
      'An update needs a sentence.',
      'Say what is known and what happens next, or press Nothing new.',
    )
  const audiences = (command.audiences ?? []).filter(a => policy.updates.audiences.includes(a))
  const events: NewEvent[] = [
    event('update.posted', {
      text: text.slice(0, 3000),
      nothingNew: command.nothingNew,
      ...(audiences.length === 0 ? {} : { audiences }),
    }),
  ]
  if (command.severity !== undefined && command.severity !== incident.severity)
    events.unshift(severityEvent(incident, policy, command.severity, text))
  if (command.status !== undefined && command.status !== incident.status)
    events.unshift(event('status.changed', { from: incident.status, to: command.status }))
  return { events }
}
