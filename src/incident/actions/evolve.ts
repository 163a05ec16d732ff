import type { IncidentEvent } from '../events.ts'
import type { ActionRequest, Incident } from '../state.ts'
import { batchOf, hasEnded, isOpen } from '../state.ts'
import { defaultValidMs } from './approvals.ts'

/** What action events do to the requests of an incident; anything else passes through. */
export function evolveActions(i: Incident, e: IncidentEvent): Incident {
  if (e.type === 'action.requested') return requested(i, e)
  if (e.type === 'action.reminded') return reminded(i, e)
  if (!e.type.startsWith('action.') || !('request' in e.data)) return i
  const request = i.requests[e.data.request]
  if (request === undefined) return i
  const after = { ...i, requests: { ...i.requests, [request.id]: changed(request, e) } }
  if (e.type === 'action.started') return withCheck(after, request.batch)
  return ends.has(e.type) ? checkedAfter(after, request.batch) : after
}

const ends = new Set<string>([
  'action.rejected',
  'action.expired',
  'action.voided',
  'action.succeeded',
  'action.failed',
])

/** How many probes failed before the first step of a batch ran. */
function withCheck(i: Incident, batch: string): Incident {
  if (i.checks?.[batch] !== undefined) return i
  const before = (i.diagnostics?.findings ?? []).filter(f => f.verdict === 'unhealthy').length
  return { ...i, checks: { ...i.checks, [batch]: { before } } }
}

/** When the last step of a batch has ended and at least one ran, the probes run once. */
function checkedAfter(i: Incident, batch: string): Incident {
  const steps = batchOf(i, batch)
  const ran = steps.every(hasEnded) && steps.some(s => s.startedAt !== undefined)
  return ran && isOpen(i) ? { ...i, checkAfter: batch } : i
}

function requested(i: Incident, e: Extract<IncidentEvent, { type: 'action.requested' }>): Incident {
  const { request: id, binds: _, undoes, ...d } = e.data
  const request: ActionRequest = {
    ...d,
    validMs: d.validMs ?? defaultValidMs,
    id,
    by: e.by,
    at: e.at,
    status: 'requested',
    approvals: [],
    looks: 0,
    ...(undoes === undefined ? {} : { undoes }),
  }
  const keys = [`request-${d.batch}`, ...d.needs.people.map(p => `request-${d.batch}-dm-${p}`)]
  const surfaces = { ...i.surfaces }
  for (const key of keys) surfaces[key] ??= { wanted: e.seq, rendered: 0 }
  return { ...i, surfaces, requests: { ...i.requests, [id]: request } }
}

/** The people told later get the request too; it is told once. */
function reminded(i: Incident, e: Extract<IncidentEvent, { type: 'action.reminded' }>): Incident {
  const r = i.requests[e.data.request]
  if (r === undefined) return i
  const { later: _, ...needs } = r.needs
  const people = [...new Set([...needs.people, ...e.data.people])]
  const surfaces = { ...i.surfaces }
  for (const p of e.data.people) surfaces[`request-${r.batch}-dm-${p}`] ??= { wanted: e.seq, rendered: 0 }
  const surface = surfaces[`request-${r.batch}`]
  if (surface !== undefined) surfaces[`request-${r.batch}`] = { ...surface, wanted: e.seq }
  return { ...i, surfaces, requests: { ...i.requests, [r.id]: { ...r, needs: { ...needs, people } } } }
}

function changed(r: ActionRequest, e: IncidentEvent): ActionRequest {
  switch (e.type) {
    case 'action.approved': {
      const { breakGlass, hash } = e.data
      const approvals = [...r.approvals, { by: e.by, at: e.at, breakGlass, hash }]
      const rest = { ...r, approvals, approvedHash: hash }
      return e.data.enough ? { ...rest, status: 'approved', approvedSeq: e.seq } : rest
    }
    case 'action.rejected':
      return { ...r, status: 'rejected', detail: e.data.reason, endedAt: e.at, endedBy: e.by }
    case 'action.expired':
      return { ...r, status: 'expired', endedAt: e.at }
    case 'action.voided':
      return { ...r, status: 'voided', detail: e.data.why, found: e.data.is, endedAt: e.at }
    case 'action.started': {
      const { before, executeWithinMs, brief = r.brief, undo = r.undo } = e.data
      const at = { startedAt: e.at, startedSeq: e.seq }
      return { ...r, status: 'started', ...at, before, executeWithinMs, brief, undo }
    }
    case 'action.accepted': {
      const { receipt, lookAt } = e.data
      return { ...r, status: 'accepted', receipt, acceptedAt: e.at, lookAt, looks: r.looks + 1 }
    }
    case 'action.looked': {
      const { progress, done, lookAt } = e.data
      // A look that was under way when somebody settled it changes nothing any more.
      if (r.status !== 'accepted' && r.status !== 'unknown') return r
      const { lookAt: _, ...rest } = r
      return {
        ...rest,
        progress,
        looks: r.looks + 1,
        ...(lookAt === undefined ? {} : { lookAt }),
        ...(done === undefined ? {} : { done }),
      }
    }
    case 'action.succeeded':
      return { ...r, status: 'succeeded', detail: e.data.detail, endedAt: e.at }
    case 'action.failed': {
      const { detail, next } = e.data
      return { ...r, status: 'failed', detail, endedAt: e.at, ...(next === undefined ? {} : { next }) }
    }
    case 'action.unknown':
      return { ...r, status: 'unknown', detail: e.data.detail, lookAt: e.data.lookAt, looks: r.looks + 1 }
    case 'action.settled':
      return { ...r, settled: { by: e.by, at: e.at, happened: e.data.happened } }
    case 'action.undone':
      return { ...r, undoneBy: e.data.undoes }
    default:
      return r
  }
}
