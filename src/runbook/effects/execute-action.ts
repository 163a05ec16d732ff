import { pitcrew } from '../../incident/decision.ts'
import { event, type NewEvent } from '../../incident/events.ts'
import type { ActionRequest } from '../../incident/state.ts'
import { actions } from '../actions/index.ts'
import { claimOf } from '../claim.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { NotSent, RateLimited, TryLater } from '../ports/faults.ts'
import { prepareStep } from '../prepare-step.ts'

/** How soon the first look at the result comes. */
const firstLookMs = 2000
/** Everything but the effect. */
const drillDetail = 'DRILL: approved and claimed; nothing was sent to production'

/** Promise 3: authorise again → preview again → claim → execute once. Found started, it never executes. */
export const executeAction: EffectHandler = {
  name: 'execute-action',
  settles: 'claimed',
  fails: 'An approved action could not be started',
  next: 'Nothing was executed. Ask again on a fresh preview.',
  async run(t) {
    const r = requestOf(t)
    if (r.status === 'started') return surfaceUnknown(t, r)
    const claimed = await claim(t, r)
    return claimed === undefined ? [] : executeOnce(t, claimed)
  },
  async gaveUp(t, why) {
    return (await voidUnstarted(t, `it could not be started: ${why}`))?.status === 'voided'
  },
}

/** The claim is one append: whoever loses it finds the request started. */
async function claim(t: Try, r: ActionRequest): Promise<ActionRequest | undefined> {
  const { runbook, incident, policy, effect } = t
  const approvers = await Promise.all(
    r.approvals.map(a => runbook.directory.actor(a.by, policy, { fresh: true })),
  )
  const prepared = await prepareStep(t, r.action, r.params, r.batch)
  if ('step' in prepared === false) {
    const why = 'refused' in prepared ? `${prepared.refused} ${prepared.next}` : prepared.nothingToDo
    await voidUnstarted(t, why)
    return undefined
  }
  await t.beforeSend()
  const outcome = await runbook.engine.handle(incident.id, {
    type: 'start-action',
    id: `start-${incident.id}-${r.id}`,
    via: 'effect',
    actor: pitcrew,
    request: r.id,
    hash: prepared.step.hash,
    before: prepared.step.binds,
    shows: prepared.step.shows,
    brief: prepared.step.brief,
    undo: prepared.step.undo,
    executeWithinMs: prepared.executeWithinMs,
    approvers,
    effect: effect.id,
  })
  if ('refused' in outcome) {
    await voidUnstarted(t, `${outcome.refused} ${outcome.next}`)
    return undefined
  }
  const after = outcome.state.requests[r.id]
  // Repeated: an earlier try of ours claimed it and may have executed. Only looking is left.
  if (outcome.repeated || after?.status !== 'started') {
    if (after?.status === 'started') throw new TryLater(500, 'the claim was made by an earlier try')
    return undefined
  }
  return after
}

async function executeOnce(t: Try, r: ActionRequest): Promise<NewEvent[]> {
  const { runbook, effect } = t
  const { id: request, kind, target } = r
  const action = actions[kind]
  if (action === undefined) throw new Error(`No action of kind ${kind}.`)
  if (t.incident.mode === 'drill')
    return [
      event('action.succeeded', { request, kind, target, detail: drillDetail, effect: effect.id }, 'pitcrew'),
    ]
  const claimedAt = performance.now()
  const limitMs = action.executeWithinMs
  const signal = AbortSignal.timeout(limitMs)
  // A replica that was frozen here finds its lock lost, and must not execute what others reconcile.
  await t.beforeSend()
  if (performance.now() - claimedAt > limitMs / 2) return []
  try {
    const receipt = await action.execute(claimOf(t.incident, r), {
      ports: runbook.production,
      signal,
      now: t.now,
    })
    const lookAt = (await runbook.store.now()) + firstLookMs
    return [
      event('action.accepted', { request, kind, target, receipt, lookAt, effect: effect.id }, 'pitcrew'),
    ]
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    runbook.log.warn({ err: error, request, incident: t.incident.id }, 'an action was not accepted')
    if (error instanceof NotSent || error instanceof RateLimited)
      return [
        event(
          'action.failed',
          {
            request,
            kind,
            target,
            detail,
            next: 'Nothing was changed. Ask again when that is mended.',
            effect: effect.id,
          },
          'pitcrew',
        ),
      ]
    const lookAt = (await runbook.store.now()) + firstLookMs
    return [event('action.unknown', { request, kind, target, detail, lookAt, effect: effect.id }, 'pitcrew')]
  }
}

/** Started by a try that is gone: after its time is up, nobody knows, and production is asked. */
function surfaceUnknown(t: Try, r: ActionRequest): NewEvent[] {
  const until = (r.startedAt ?? 0) + (r.executeWithinMs ?? 0)
  if (t.now < until) throw new TryLater(Math.min(until - t.now, 1000), 'the execution may still be under way')
  const { id: request, kind, target } = r
  const detail = 'Pitcrew was interrupted while it executed this'
  return [
    event('action.unknown', { request, kind, target, detail, lookAt: t.now, effect: t.effect.id }, 'pitcrew'),
  ]
}

/** Only what has not started: another replica may have claimed it meanwhile, and then its outcome counts. */
async function voidUnstarted(
  { runbook, incident, effect }: Pick<Try, 'runbook' | 'incident' | 'effect'>,
  why: string,
): Promise<ActionRequest | undefined> {
  const request = effect.arg ?? ''
  const outcome = await runbook.engine.handle(incident.id, {
    type: 'give-up-action',
    id: `void-${effect.id}`,
    via: 'effect',
    actor: pitcrew,
    request,
    why,
  })
  return 'state' in outcome ? outcome.state.requests[request] : undefined
}

export function requestOf({ incident, effect }: Pick<Try, 'incident' | 'effect'>): ActionRequest {
  const request = incident.requests[effect.arg ?? '']
  if (request === undefined) throw new Error(`${incident.id} has no request ${effect.arg}.`)
  return request
}
