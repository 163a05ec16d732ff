import { authorise, authoriseAlone, authoriseApproval } from '../authorise.ts'
import { type Actor, type Decision, type Given, refuse } from '../decision.ts'
import { event, type PreviewRow } from '../events.ts'
import type { Json } from '../model/words.ts'
import { type ActionRequest, batchOf, type Incident } from '../state.ts'
import { countNeeded, validApprovals } from './approvals.ts'

/** The claim before the one execution: approvers looked up again, the preview taken again. */
export type StartAction = {
  type: 'start-action'
  request: string
  hash: string
  before: Json
  shows: PreviewRow[]
  brief?: string | undefined
  undo?: string
  executeWithinMs: number
  approvers: Actor[]
  effect: string
}

/** Starts at most once: a second claim finds the request started, and is refused. */
export function startAction(given: Given<StartAction>): Decision {
  const { incident, command: c } = given
  const r = incident.requests[c.request]
  if (r === undefined || r.status !== 'approved')
    return refuse(`Request ${c.request} is ${r?.status ?? 'unknown'}, not approved.`, 'Nothing was executed.')
  const why = unapproved(given, r) ?? stopped(incident, r) ?? busy(incident, r)
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
  const { before, executeWithinMs, brief, undo } = c
  const back = undo === undefined ? {} : { undo }
  const read = { before, executeWithinMs, ...back, ...(brief === undefined ? {} : { brief }) }
  return { events: [event('action.started', { request, kind, target, ...read }, 'pitcrew')] }
}

/** Enough people have approved exactly what is there now, not too long ago, and still may. */
function unapproved(given: Given<StartAction>, r: ActionRequest): string | undefined {
  const { command: c, now } = given
  if (!r.approvals.some(a => a.hash === c.hash))
    return 'production changed between the approval and the execution'
  const inTime = validApprovals(r, c.hash, now)
  if (!areEnough(inTime, r)) return tooOld(r)
  const standing = inTime.filter(a => isStanding(given, r, a))
  return areEnough(standing, r) ? undefined : 'an approver no longer has the right to approve it'
}

export const tooOld = (r: ActionRequest): string =>
  `its approval is older than ${Math.round(r.validMs / 60_000)} min`

type Approval = ActionRequest['approvals'][number]

const areEnough = (approvals: Approval[], r: ActionRequest) =>
  approvals.some(a => a.breakGlass) || new Set(approvals.map(a => a.by)).size >= countNeeded(r)

function isStanding({ incident, command, policy }: Given<StartAction>, r: ActionRequest, a: Approval) {
  const actor = command.approvers.find(x => x.user === a.by)
  if (actor === undefined) return false
  if (a.breakGlass) return authoriseAlone(actor, incident, policy) === undefined
  return (r.needs.count === 0 ? authorise(actor) : authoriseApproval(actor, r)) === undefined
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
