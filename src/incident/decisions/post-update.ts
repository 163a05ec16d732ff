import { type Decision, type Given, type Refusal, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { firstWords, isPublic, statusPageEvent } from '../status-page.ts'
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
  /** The same words for the public: only from those who answer for them. */
  statusPage?: boolean
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
    events.unshift(
      severityEvent(incident, policy, command.severity, text),
      ...firstWords(incident, command.severity, policy),
    )
  if (command.status !== undefined && command.status !== incident.status)
    events.unshift(event('status.changed', { from: incident.status, to: command.status }))
  if (command.statusPage === true) {
    const refusal = notForThePublic(incident, command.actor.user, policy)
    if (refusal !== undefined) return refusal
    const now = command.status ?? incident.status
    events.push(statusPageEvent(incident.id, incident.severity, policy, { status: now, body: text }))
  }
  return { events }
}

function notForThePublic(i: Incident, user: string, policy: Policy): Refusal | undefined {
  if (!isPublic(i, i.severity, policy))
    return refuse('The public is not told of this incident.', 'Post the update without the status page.')
  const { commander, communications } = i.roles
  if (user === commander || user === communications) return undefined
  return refuse(
    'Only the commander and the communications lead decide what the public reads.',
    'Post the update without the status page, or take the role first.',
  )
}
