import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { batchOf } from '../state.ts'

export type Reject = { type: 'reject'; batch: string; reason: string }

/** Those who may approve may reject; the requester may take it back. */
export function reject({ incident, command: c }: Given<Reject>): Decision {
  const open = batchOf(incident, c.batch).filter(r => r.status === 'requested')
  const first = open.find(r => r.needs.count > 0) ?? open[0]
  if (first === undefined)
    return refuse('This request is not open any more.', 'Its message shows what became of it.')
  const may = first.by === c.actor.user || first.needs.roles.some(r => c.actor.roles.includes(r))
  if (!may)
    return refuse(
      `Only ${first.needs.roles.map(r => `@${r}`).join(' or ')} and the one who asked may reject this.`,
      'Say in the channel why it should not run.',
    )
  const reason = c.reason.trim() || 'no reason given'
  return {
    events: open.map(r =>
      event('action.rejected', { request: r.id, kind: r.kind, target: r.target, reason }),
    ),
  }
}
