import { type Markup, type Message, message, type SafeBlock, section } from '../../blocks/index.ts'
import type { IncidentEvent } from '../../incident/events.ts'
import type { Incident } from '../../incident/state.ts'
import { acknowledged } from './acknowledged.ts'
import { actionUnknown } from './action-unknown.ts'
import { breakGlass } from './break-glass.ts'
import { effectSettled } from './effect-settled.ts'
import { ended } from './ended.ts'
import { noteAdded } from './note-added.ts'
import { recoveryValidated } from './recovery-validated.ts'
import { reopened } from './reopened.ts'
import { roleAssigned } from './role-assigned.ts'
import { severityChanged } from './severity-changed.ts'
import { updatePosted } from './update-posted.ts'

export type Notice = { text: Markup; blocks?: SafeBlock[] } | undefined
export type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

const notices: { [T in IncidentEvent['type']]?: (e: Of<T>, i: Incident) => Notice } = {
  'incident.acknowledged': acknowledged,
  'action.unknown': actionUnknown,
  'break-glass.used': breakGlass,
  'effect.settled': effectSettled,
  'incident.resolved': ended,
  'incident.cancelled': ended,
  'note.added': noteAdded,
  'recovery.validated': recoveryValidated,
  'incident.reopened': reopened,
  'role.assigned': roleAssigned,
  'severity.changed': severityChanged,
  'update.posted': updatePosted,
}

/** What the channel is told of an event; undefined = nothing. */
export function notice(event: IncidentEvent, incident: Incident): Message | undefined {
  const build = notices[event.type] as ((e: IncidentEvent, i: Incident) => Notice) | undefined
  const said = build?.(event, incident)
  return said === undefined ? undefined : message(said.text, [section(said.text), ...(said.blocks ?? [])])
}
