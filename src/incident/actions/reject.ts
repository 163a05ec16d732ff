import { type Actor, type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { type ActionRequest, batchOf, isUnstarted } from '../state.ts'

export type Reject = { type: 'reject'; batch: string; reason: string }

/**
 * Those who may approve may reject, and the requester may take it back: until it has started, also after it was
 * approved. Of a checklist with several approvers each rejects their own steps.
 */
export function reject({ incident, command: c }: Given<Reject>): Decision {
  const batch = batchOf(incident, c.batch)
  const open = batch.filter(isUnstarted)
  const first = open.find(r => r.needs.count > 0) ?? open[0]
  if (first === undefined)
    return refuse(
      'There is nothing left to reject: each step has started or ended.',
      'Its message shows what became of it.',
    )
  const own = stoppable(c.actor, batch)
  if (own.length === 0)
    return refuse(
      `Only ${first.needs.roles.map(r => `@${r}`).join(' or ')} and the one who asked may reject this.`,
      'Say in the channel why it should not run.',
    )
  const reason = c.reason.trim() || 'no reason given'
  return {
    events: own.map(r => event('action.rejected', { request: r.id, kind: r.kind, target: r.target, reason })),
  }
}

/**
 * What this person may still stop. Steps that need nobody else go with those beside them: they are stopped when
 * nothing beside them is left to run.
 */
export function stoppable(actor: Actor, batch: ActionRequest[]): ActionRequest[] {
  const holds = (r: ActionRequest) => r.needs.roles.some(role => actor.roles.includes(role))
  const open = batch.filter(isUnstarted)
  const own = open.filter(r => r.by === actor.user || (r.needs.count > 0 && holds(r)))
  const beside = open.filter(r => r.needs.count === 0 && !own.includes(r))
  const others = batch.filter(r => r.needs.count > 0 && !own.includes(r))
  const stopped = ['rejected', 'expired', 'voided']
  const isLast = own.length > 0 && others.every(r => stopped.includes(r.status))
  const alone = beside.length === open.length && batch.some(holds)
  return isLast || alone ? [...own, ...beside] : own
}
