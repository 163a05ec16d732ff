import { authorise, authoriseAlone, authoriseApproval } from '../authorise.ts'
import { type Actor, type Decision, type Given, type Refusal, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { type ActionRequest, batchOf } from '../state.ts'
import { isEnough, validApprovals } from './approvals.ts'

/** By request: the hash of the preview that was looked at, and what was typed for the destructive. */
type Looked = { batch: string; seen: Record<string, string>; typed?: Record<string, string> }
export type Approve = Looked & { type: 'approve' }
export type RunAlone = Looked & { type: 'run-alone'; reason: string }

/**
 * Single-use, not one's own, in time, by somebody who may. Approving binds to the preview that was seen. An
 * approver approves the steps that they may; the others wait for theirs.
 */
export function approve({ incident, command: c, now }: Given<Approve>): Decision {
  const open = openRequests(batchOf(incident, c.batch), now)
  if ('refused' in open) return open
  const needing = open.filter(r => r.needs.count > 0)
  const mine = approvable(c.actor, open)
  if ('refused' in mine) return mine
  const seen = mine.filter(r => c.seen[r.id] !== undefined)
  if (seen.length === 0)
    return refuse(`The preview of “${mine[0]?.title}” was not seen.`, 'Press Review and approve again.')
  const hashOf = (r: ActionRequest) => c.seen[r.id] ?? ''
  const fresh = seen.filter(
    r => !validApprovals(r, hashOf(r), now).some(a => a.by === c.actor.user && !a.breakGlass),
  )
  if (fresh.length === 0)
    return refuse('You have approved this already.', 'Somebody else must approve it too.')
  for (const r of fresh) {
    const mistyped = checkTyped(r, c.typed)
    if (mistyped) return mistyped
  }
  const isDone = (r: ActionRequest) => fresh.includes(r) && isEnough(r, c.actor.user, hashOf(r), now)
  // A step that needs nobody else goes with those beside it that do, when the last of them is approved.
  const complete = needing.every(isDone)
  const beside = needing.length === 0 ? [] : open.filter(r => r.needs.count === 0 && hashOf(r) !== '')
  return {
    events: [...fresh, ...beside]
      .sort((a, b) => a.step - b.step)
      .map(r => approved(r, hashOf(r), r.needs.count === 0 ? complete : isDone(r), false)),
  }
}

/** The steps that this person may approve, or why there are none. */
export function approvable(actor: Actor, open: ActionRequest[]): ActionRequest[] | Refusal {
  const stranger = authorise(actor)
  if (stranger) return stranger
  const needing = open.filter(r => r.needs.count > 0)
  if (needing.length === 0) return open
  const mine = needing.filter(r => authoriseApproval(actor, r) === undefined)
  if (mine.length > 0) return mine
  const first = needing[0]
  return (
    (first && authoriseApproval(actor, first)) ??
    refuse('This request is not open any more.', 'Its message shows what became of it.')
  )
}

/** Break-glass (*Run without approval*): loud, with a reason, and looked at again in the post-mortem. */
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
      return refuse(`The preview of “${r.title}” was not seen.`, 'Press Run without approval again.')
    events.push(approved(r, seen, true, true))
  }
  return { events }
}

/** The destructive wants the target's name typed, so that nobody approves it in their sleep. */
function checkTyped(r: ActionRequest, typed: Record<string, string> = {}): Refusal | undefined {
  if (r.typed === undefined || r.typed === typed[r.id]?.trim()) return undefined
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
      'This request is void: production changed, the approval grew too old, or the incident ended.',
      'Ask again on a fresh preview.',
    )
  return refuse(
    `This was approved already${by === undefined ? '' : ` by <@${by}>`}; it runs once.`,
    'The request’s message shows how far it is.',
  )
}
