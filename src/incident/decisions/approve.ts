import { isEnough } from '../approvals.ts'
import { authorise, authoriseAlone, authoriseApproval } from '../authorise.ts'
import { type Decision, type Given, type Refusal, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { type ActionRequest, batchOf } from '../state.ts'

/** `seen` is, per request, the hash of the preview that the approver looked at. */
export type Approve = { type: 'approve'; batch: string; seen: Record<string, string>; typed?: string }
export type RunAlone = Omit<Approve, 'type'> & { type: 'run-alone'; reason: string }

/** Single-use, not one's own, in time, by somebody who may. Approving binds to the preview that was seen. */
export function approve({ incident, command: c, now }: Given<Approve>): Decision {
  const open = openRequests(batchOf(incident, c.batch), now)
  if ('refused' in open) return open
  const events: NewEvent[] = []
  const needing = open.filter(r => r.needs.count > 0)
  const complete = needing.every(r => isEnough(r, c.actor.user))
  for (const r of open) {
    // A step that needs nobody else goes with those beside it that do.
    const refusal = r.needs.count === 0 ? authorise(c.actor) : authoriseApproval(c.actor, r)
    if (refusal) return refusal
    const mistyped = checkTyped(r, c.typed)
    if (mistyped) return mistyped
    if (r.approvals.some(a => a.by === c.actor.user))
      return refuse('You have approved this already.', 'Somebody else must approve it too.')
    const seen = c.seen[r.id]
    if (seen === undefined)
      return refuse(`The preview of “${r.title}” was not seen.`, 'Press Review and approve again.')
    events.push(approved(r, seen, r.needs.count === 0 ? complete : isEnough(r, c.actor.user), false))
  }
  return { events }
}

/** Break-glass (*Run it alone*): loud, with a reason, and looked at again in the post-mortem. */
export function runAlone({ incident, command: c, policy, now }: Given<RunAlone>): Decision {
  const open = openRequests(batchOf(incident, c.batch), now)
  if ('refused' in open) return open
  const refusal = authoriseAlone(c.actor, incident, policy)
  if (refusal) return refusal
  const reason = c.reason.trim()
  if (reason === '') return refuse('Running alone needs a reason.', 'Choose one of the list, or write one.')
  const events: NewEvent[] = [
    event('break-glass.used', {
      batch: c.batch,
      requests: open.map(r => r.id),
      reason,
      ...(policy.channels.security === undefined ? {} : { watchers: policy.channels.security }),
    }),
  ]
  for (const r of open) {
    const mistyped = checkTyped(r, c.typed)
    if (mistyped) return mistyped
    const seen = c.seen[r.id]
    if (seen === undefined)
      return refuse(`The preview of “${r.title}” was not seen.`, 'Press Run it alone again.')
    events.push(approved(r, seen, true, true))
  }
  return { events }
}

/** The destructive wants the target's name typed, so that nobody approves it in their sleep. */
function checkTyped(r: ActionRequest, typed: string | undefined): Refusal | undefined {
  if (r.typed === undefined || r.typed === typed?.trim()) return undefined
  return refuse(
    `“${r.title}” destroys something, so its target must be typed: ${r.typed}`,
    'Open the form again and type it exactly.',
  )
}

function approved(r: ActionRequest, hash: string, enough: boolean, breakGlass: boolean): NewEvent {
  const { id: request, kind, target, needs } = r
  return event('action.approved', { request, kind, target, hash, enough, roles: needs.roles, breakGlass })
}

function openRequests(batch: ActionRequest[], now: number): ActionRequest[] | Refusal {
  const first = batch[0]
  if (first === undefined)
    return refuse(
      'This request is not known in this incident.',
      'Open the request in the incident’s own channel.',
    )
  const open = batch.filter(r => r.status === 'requested' && r.expiresAt > now)
  if (open.length > 0) return open
  const by = first.approvals.at(-1)?.by
  if (first.status === 'requested' || first.status === 'expired')
    return refuse('This request has expired.', 'Press Ask again: the preview is taken afresh.')
  if (first.status === 'rejected')
    return refuse('This request was rejected.', 'Ask again if it is needed after all.')
  if (first.status === 'voided')
    return refuse(
      'This request is void: production changed, or the incident ended.',
      'Ask again on a fresh preview.',
    )
  return refuse(
    `This was approved already${by === undefined ? '' : ` by <@${by}>`}; it runs once.`,
    'The request’s message shows how far it is.',
  )
}
