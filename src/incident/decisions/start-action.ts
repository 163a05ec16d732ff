import { authorise, authoriseAlone, authoriseApproval } from '../authorise.ts'
import { type Actor, type Decision, type Given, isRefusal, refuse } from '../decision.ts'
import { event, type PreviewRow } from '../events.ts'
import { type ActionRequest, batchOf, type Incident } from '../state.ts'
import type { Json } from '../words.ts'

/** The claim before the one execution: approvers looked up again, the preview taken again. */
export type StartAction = {
  type: 'start-action'
  request: string
  hash: string
  before: Json
  shows: PreviewRow[]
  executeWithinMs: number
  approvers: Actor[]
  effect: string
}

/** Starts at most once: a second claim finds the request started, and is refused. */
export function startAction({ incident, command: c, policy }: Given<StartAction>): Decision {
  const r = incident.requests[c.request]
  if (r === undefined || r.status !== 'approved')
    return refuse(`Request ${c.request} is ${r?.status ?? 'unknown'}, not approved.`, 'Nothing was executed.')
  const why =
    drift(incident, r, c) ?? authority(incident, r, c, policy) ?? stopped(incident, r) ?? busy(incident, r)
  const { id: request, kind, target } = r
  if (why !== undefined)
    return {
      events: [
        event(
          'action.voided',
          { request, kind, target, why, was: r.shows, is: c.shows, effect: c.effect },
          'pitcrew',
        ),
      ],
    }
  const { before, executeWithinMs } = c
  return { events: [event('action.started', { request, kind, target, before, executeWithinMs }, 'pitcrew')] }
}

function drift(_: Incident, r: ActionRequest, c: StartAction): string | undefined {
  return c.hash === r.approvedHash ? undefined : 'production changed between the approval and the execution'
}

function authority(
  incident: Incident,
  r: ActionRequest,
  c: StartAction,
  policy: Given<StartAction>['policy'],
): string | undefined {
  const valid = r.approvals.filter(a => {
    const actor = c.approvers.find(x => x.user === a.by)
    if (actor === undefined) return false
    const own = r.needs.count === 0
    const refusal = a.breakGlass
      ? authoriseAlone(actor, incident, policy)
      : own
        ? authorise(actor)
        : authoriseApproval(actor, r)
    return refusal === undefined || !isRefusal(refusal)
  })
  const enough =
    valid.some(a => a.breakGlass) || new Set(valid.map(a => a.by)).size >= Math.max(1, r.needs.count)
  return enough ? undefined : 'an approver no longer has the right to approve it'
}

function stopped(incident: Incident, r: ActionRequest): string | undefined {
  if (r.onFailure !== 'stop') return undefined
  const bad = batchOf(incident, r.batch).find(
    o => o.step < r.step && ['failed', 'voided', 'rejected', 'expired', 'unknown'].includes(o.status),
  )
  return bad === undefined ? undefined : `“${bad.title}” before it ended as ${bad.status}`
}

function busy(incident: Incident, r: ActionRequest): string | undefined {
  const other = Object.values(incident.requests).find(
    o => o.id !== r.id && o.target === r.target && ['started', 'accepted', 'unknown'].includes(o.status),
  )
  return other === undefined ? undefined : `“${other.title}” is running on the same target`
}
