import { event } from '../../incident/events.ts'
import type { ActionRequest } from '../../incident/state.ts'
import type { Reconciled } from '../action.ts'
import { actions } from '../actions/index.ts'
import { claimOf } from '../claim.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { requestOf } from './execute-action.ts'

const lookTimeoutMs = 5000
const lookAgainMs = 10_000
/** After this, only a person can tell. */
const giveUpMs = 120_000

/** The answer to an execution was lost: production itself is asked what happened. Reads only. */
export const reconcileAction: EffectHandler = {
  name: 'reconcile-action',
  settles: 'idempotent',
  fails: 'An action whose outcome is unknown could not be looked into',
  next: 'Look at production by hand before anything is done again.',
  async run(t) {
    const r = requestOf(t)
    const { id: request, kind, target } = r
    const effect = t.effect.id
    const found = await look(t, r)
    if (found.state === 'applied')
      return [
        event(
          'action.accepted',
          { request, kind, target, receipt: found.receipt, lookAt: t.now, effect },
          'pitcrew',
        ),
      ]
    if (found.state === 'not-applied')
      return [
        event(
          'action.failed',
          {
            request,
            kind,
            target,
            detail: found.detail,
            next: 'It did not happen. Ask again if it is still needed.',
            effect,
          },
          'pitcrew',
        ),
      ]
    const again = found.final !== true && t.now < (r.startedAt ?? 0) + giveUpMs
    const progress = again ? `cannot tell yet: ${found.detail}` : `Pitcrew cannot tell: ${found.detail}`
    return [
      event(
        'action.looked',
        { request, kind, target, progress, effect, ...(again ? { lookAt: t.now + lookAgainMs } : {}) },
        'pitcrew',
      ),
    ]
  },
}

/** A look that fails in any way says nothing about the change. */
async function look(t: Try, r: ActionRequest): Promise<Reconciled> {
  const ctx = { ports: t.runbook.production, signal: AbortSignal.timeout(lookTimeoutMs), now: t.now }
  try {
    const action = actions[r.kind]
    if (action === undefined) throw new Error(`this version of Pitcrew knows no action of kind ${r.kind}`)
    return await action.reconcile(claimOf(t.incident, r), ctx)
  } catch (error) {
    return { state: 'cannot-tell', detail: error instanceof Error ? error.message : String(error) }
  }
}
