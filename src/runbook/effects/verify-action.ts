import { duration } from '../../blocks/index.ts'
import { event, type NewEvent } from '../../incident/events.ts'
import type { ActionRequest } from '../../incident/state.ts'
import type { Verified } from '../action.ts'
import { actions } from '../actions/index.ts'
import { claimOf } from '../claim.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { requestOf } from './execute-action.ts'

const lookTimeoutMs = 5000
const lookAgainMs = 5000

/** One look at whether the change has taken hold; the agenda brings the next one. */
export const verifyAction: EffectHandler = {
  name: 'verify-action',
  settles: 'idempotent',
  fails: 'The result of an action could not be looked at',
  next: 'Look at production by hand.',
  async run(t) {
    const r = requestOf(t)
    const { id: request, kind, target } = r
    const effect = t.effect.id
    const found = await look(t, r)
    if (found.state === 'done')
      return [event('action.succeeded', { request, kind, target, detail: found.detail, effect }, 'pitcrew')]
    if (found.state !== 'pending')
      return [event('action.failed', { request, kind, target, detail: found.detail, effect }, 'pitcrew')]
    if (t.now >= (r.acceptedAt ?? t.now) + r.verifyWithinMs) return [tooLate(t, r, found.progress)]
    const { progress, done } = found
    const lookAt = t.now + found.lookAgainMs
    return [event('action.looked', { request, kind, target, progress, done, lookAt, effect }, 'pitcrew')]
  },
}

async function look(t: Try, r: ActionRequest): Promise<Verified> {
  const ctx = { ports: t.runbook.production, signal: AbortSignal.timeout(lookTimeoutMs), now: t.now }
  try {
    const action = actions[r.kind]
    if (action === undefined) throw new Error(`this version of Pitcrew knows no action of kind ${r.kind}`)
    return await action.verify(claimOf(t.incident, r), r.receipt ?? null, ctx)
  } catch (error) {
    // A look that failed says nothing about the change: look again.
    const why = error instanceof Error ? error.message : String(error)
    return { state: 'pending' as const, progress: `could not look: ${why}`, done: r.done ?? 0, lookAgainMs }
  }
}

function tooLate(t: Try, r: ActionRequest, progress: string): NewEvent {
  const { id: request, kind, target } = r
  const detail = `not confirmed within ${duration(r.verifyWithinMs)}; last seen: ${progress}`
  const next = 'It may still finish: look at production before doing it again.'
  return event('action.failed', { request, kind, target, detail, next, effect: t.effect.id }, 'pitcrew')
}
