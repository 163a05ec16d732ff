import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent, type PreviewRow } from '../events.ts'
import { openManualSteps } from '../manual-steps/items.ts'
import type { Json } from '../model/words.ts'
import { refuseCustomers } from '../outside/customers.ts'
import type { Policy } from '../policy.ts'
import { batchOf, hasEnded, isOpen, isUnstarted } from '../state.ts'
import { stoppable } from './reject.ts'

/** A step whose preview was taken just now. */
export type PreparedStep = {
  action: string
  kind: string
  title: string
  target: string
  params: Json
  binds: Json
  hash: string
  shows: PreviewRow[]
  /** What changes, in a few words. */
  brief?: string
  undo: string
  risk: 'low' | 'high' | 'irreversible'
  check: string
  /** People who may approve, as Slack ids: told at once, and told later. */
  approvers: string[]
  later?: string[]
  /** What an approver must type, where the playbook wants that. */
  typed?: string
  /** Not a second time for the same target, once it has begun. */
  once?: true
  /** Also after the end. */
  late?: true
}
export type RequestActions = {
  type: 'request-actions'
  steps: PreparedStep[]
  wait: boolean
  onFailure: 'continue' | 'stop'
  undoes?: string
  /** The batch that this asks for anew: what has not started of it is void. */
  again?: string
  /** Keys of the steps that only people can do. */
  manual?: string[]
}

/** Promise 2: what will be done is shown and bound before anybody is asked. No approval policy, no request. */
export function requestActions({ incident, command: c, policy, now }: Given<RequestActions>): Decision {
  const byHand = openManualSteps(incident, policy, c.manual ?? [])
  if (c.steps.length === 0 && byHand.length > 0) return { events: byHand }
  if (c.steps.length === 0)
    return refuse('There is nothing to do.', 'Read the preview: production is as it should be.')
  // Customers are also told once it is over (§5.2), and data is collected (§6.1).
  const isLate = c.undoes === undefined && !c.steps.every(s => s.late === true)
  if (!isOpen(incident) && isLate)
    return refuse(
      'The incident has ended; only an undo can still be asked for.',
      'If it is not over: /incident reopen',
    )
  const kept =
    c.undoes === undefined &&
    refuseCustomers(
      incident,
      policy,
      c.steps.map(s => s.action),
    )
  if (kept) return kept
  const replaced = batchOf(incident, c.again ?? '').filter(isUnstarted)
  const own = stoppable(c.actor, replaced)
  if (own.length < replaced.length)
    return refuse(
      `“${replaced[0]?.title}” is ${replaced[0]?.status} already, asked by <@${replaced[0]?.by}>.`,
      'Whoever asked for it, or may approve it, can ask again before it has ended.',
    )
  const open = Object.values(incident.requests).filter(r => !hasEnded(r) && !replaced.includes(r))
  const until = now + Math.max(...c.steps.map(s => policy.actions[s.action]?.approval.expiresMs ?? 0))
  const done = Object.values(incident.requests).filter(r =>
    ['started', 'accepted', 'succeeded', 'unknown'].includes(r.status),
  )
  const batch = `b${incident.version + 1}`
  const events: NewEvent[] = replaced.map(({ id: request, kind, target, shows }) =>
    event('action.voided', { request, kind, target, why: 'it was asked for again', was: shows, is: [] }),
  )
  for (const [index, s] of c.steps.entries()) {
    const plan = policy.actions[s.action]
    if (plan === undefined)
      return refuse(
        `The playbook has no action “${s.action}”.`,
        'Somebody who edits playbook.yml must add it.',
      )
    const twin = open.find(r => r.target === s.target)
    if (twin !== undefined)
      return refuse(
        `“${twin.title}” on ${s.target} is ${twin.status} already, asked by <@${twin.by}>.`,
        'Approve, reject or wait for that one first.',
      )
    const before = s.once === true ? done.find(r => r.target === s.target) : undefined
    if (before !== undefined)
      return refuse(
        `“${before.title}” was done already for this incident (${before.status}).`,
        'It is done once; tell people by another way if there is more to say.',
      )
    const { approval } = plan
    const waits = approval.later?.severities.includes(incident.severity) === true
    const others = (users: string[]) => users.filter(u => u !== c.actor.user)
    const later = waits ? others(s.later ?? []).filter(u => !s.approvers.includes(u)) : []
    const people =
      approval.count === 0
        ? []
        : others(waits ? s.approvers : [...new Set([...s.approvers, ...(s.later ?? [])])])
    events.push(
      event('action.requested', {
        tellsAsker: true,
        request: `${batch}s${index + 1}`,
        batch,
        step: index + 1,
        action: s.action,
        kind: s.kind,
        target: s.target,
        title: s.title,
        wait: c.wait,
        onFailure: c.onFailure,
        params: s.params,
        binds: s.binds,
        hash: s.hash,
        shows: s.shows,
        ...(s.brief === undefined ? {} : { brief: s.brief }),
        undo: s.undo,
        risk: s.risk,
        check: s.check,
        needs: {
          count: approval.count,
          roles: approval.roles,
          people,
          ...(later.length === 0
            ? {}
            : { later: { at: now + (approval.later?.afterMs ?? 0), people: later } }),
        },
        ...(s.typed === undefined ? {} : { typed: s.typed }),
        // A step that needs nobody else waits for those beside it.
        expiresAt: approval.count === 0 ? until : now + approval.expiresMs,
        verifyWithinMs: plan.verifyWithinMs,
        validMs: approval.validMs,
        ...(c.undoes === undefined ? {} : { undoes: c.undoes }),
      }),
    )
  }
  return { events: [...events, ...confirmed(c, batch, policy), ...byHand] }
}

/** Where the playbook asks for no second person, the requester's own confirmation is the approval. */
function confirmed(c: RequestActions, batch: string, policy: Policy): NewEvent[] {
  if (c.steps.some(s => policy.actions[s.action]?.approval.count !== 0)) return []
  return c.steps.map((s, index) =>
    event('action.approved', {
      request: `${batch}s${index + 1}`,
      kind: s.kind,
      target: s.target,
      hash: s.hash,
      enough: true,
      roles: [],
      breakGlass: false,
    }),
  )
}
