import { type Decision, type Given, type Refusal, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { severityEvent, voidedAsks } from '../lifecycle/change-severity.ts'
import type { Severity, Status } from '../model/words.ts'
import { isPublic, publicWords, statusPageEvent, stepsWith } from '../outside/status-page.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { refuseTooLong } from '../text-limit.ts'
import { usualAudiences } from './usual-audiences.ts'

export type PostUpdate = {
  type: 'post-update'
  text: string
  nothingNew: boolean
  status?: Exclude<Status, 'resolved'>
  severity?: Severity
  /** What the form showed when it was opened: only what its author changed there counts. */
  shown?: { severity?: Severity | undefined; status?: Status | undefined }
  /** Channels of the playbook that are told too; undefined = the usual ones. */
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
  const tooLong = refuseTooLong('An update', text)
  if (tooLong) return tooLong
  const severity = wanted(command.severity, command.shown?.severity, incident.severity)
  const status = wanted(command.status, command.shown?.status, incident.status)
  // The form says who is told; words that were typed, and “Nothing new”, go to those that the form would have ticked.
  const chosen = command.audiences ?? usualAudiences(incident, policy).map(u => u.audience)
  const audiences = chosen.filter(a => policy.updates.audiences.includes(a))
  const events: NewEvent[] = [
    event('update.posted', {
      text,
      nothingNew: command.nothingNew,
      ...(audiences.length === 0 ? {} : { audiences }),
    }),
  ]
  if (severity !== undefined)
    events.unshift(
      ...voidedAsks(incident, 'the severity changed'),
      severityEvent(incident, policy, severity, text),
      ...publicWords(incident, severity, policy),
    )
  if (status !== undefined) events.unshift(event('status.changed', { from: incident.status, to: status }))
  if (command.statusPage === true) {
    const refusal = notForThePublic(incident, command.actor.user, policy)
    if (refusal !== undefined) return refusal
    const says = { status: status ?? incident.status, body: text }
    events.push(
      statusPageEvent(incident.id, severity ?? incident.severity, policy, says),
      ...stepsWith(incident, says.status, policy),
    )
  }
  return { events }
}

/** A change that its author made; where somebody else was faster, the newer state stays. */
function wanted<T>(chosen: T | undefined, shown: T | undefined, now: T): T | undefined {
  if (chosen === undefined || chosen === shown || chosen === now) return undefined
  return shown === undefined || shown === now ? chosen : undefined
}

/** What was changed in the form and is not so, since somebody else was faster. */
export function listOvertaken({ shown = {}, ...chosen }: PostUpdate, after: Incident) {
  return (['severity', 'status'] as const).filter(what => {
    const isChanged = chosen[what] !== undefined && shown[what] !== undefined && chosen[what] !== shown[what]
    return isChanged && chosen[what] !== after[what]
  })
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
