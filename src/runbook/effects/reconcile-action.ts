import { event } from '../../incident/events.ts'
import { actions } from '../actions/index.ts'
import { claimOf } from '../claim.ts'
import type { EffectHandler } from '../effect.ts'
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
    const action = actions[kind]
    if (action === undefined) throw new Error(`No action of kind ${kind}.`)
    const ctx = { ports: t.runbook.production, signal: AbortSignal.timeout(lookTimeoutMs), now: t.now }
    const found = await action.reconcile(claimOf(t.incident, r), ctx).catch((error: unknown) => ({
      state: 'cannot-tell' as const,
      detail: error instanceof Error ? error.message : String(error),
    }))
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
    const again = t.now < (r.startedAt ?? 0) + giveUpMs
    const progress = `cannot tell yet: ${found.detail}`
    return [
      event(
        'action.looked',
        { request, kind, target, progress, effect, ...(again ? { lookAt: t.now + lookAgainMs } : {}) },
        'pitcrew',
      ),
    ]
  },
}
