import { pitcrew } from '../../incident/decision.ts'
import { type Effect, effectsOf } from '../../incident/effects.ts'
import type { UnknownEvent } from '../../incident/events.ts'
import { event, type NewEvent } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import type { Job } from '../ports/delivery.ts'
import { Ambiguous, NotSent, RateLimited, TryLater } from '../ports/faults.ts'
import type { Runbook } from '../runbook.ts'

/** Tries before a person is told; pings and outcomes of actions are worth more patience than that. */
const maxAttempts = 6
/** After an ambiguous failure Slack may still be accepting: look no sooner than this. */
export const settleAfterMs = 5000

/** Carries one effect out: re-reads the incident, does nothing if it has moved on, appends the outcome. */
export async function deliver(
  runbook: Runbook,
  handlers: Record<string, EffectHandler>,
  job: Job,
  settleMs = settleAfterMs,
): Promise<void> {
  const [{ state, now: read }, cause] = await Promise.all([
    runbook.store.load(job.incident),
    readCauseOf(runbook, job),
  ])
  if (state === undefined) return
  const now = Math.max(read, state.lastAt)
  const effect = effectsOf(state, now).find(e => e.id === job.effect)
  if (effect === undefined) return
  const sentAt = await readSentAt(handlerOf(handlers, effect), job, cause, now)
  const policy = await runbook.policies.of(state.playbook)
  const owed = { incident: state, effect, policy, now, ...(cause === undefined ? {} : { cause }) }
  await carryOut(runbook, handlers, owed, { ...job, sentAt }, settleMs)
}

/** What is owed, and to whom; `now` is the store's. `sendBy`: see `Try`. */
type Owed = {
  incident: Incident
  effect: Effect
  policy: Policy
  now: number
  cause?: UnknownEvent
  sendBy?: number
}

/** One try at what is owed; its outcome is appended, a fault is thrown as what may be done next. */
export async function carryOut(
  runbook: Runbook,
  handlers: Record<string, EffectHandler>,
  owed: Owed,
  job: Job,
  settleMs = settleAfterMs,
): Promise<void> {
  const { incident: state, effect } = owed
  const handler = handlerOf(handlers, effect)
  if (job.sentAt !== undefined && handler.settles === 'at-most-once')
    return settle(runbook, state, effect, [
      settled(effect, 'skipped', 'it may have been sent before a crash'),
    ])
  waitUntilSettled(handler, job.sentAt, settleMs)

  try {
    const { sentAt, isOurs, beforeSend } = job
    const events = await handler.run({ runbook, ...owed, sentAt, isOurs, beforeSend })
    await settle(runbook, state, effect, events)
  } catch (error) {
    await onFailure(runbook, state, effect, handler, job, error, settleMs)
  }
}

/** Most effects say what their event says: it is read on the way. The id of an effect carries its seq. */
async function readCauseOf(runbook: Runbook, { incident, effect }: Job) {
  const seq = /-e(\d+)-/.exec(effect)?.[1]
  return seq === undefined ? undefined : runbook.store.readEvent(incident, Number(seq))
}

function handlerOf(handlers: Record<string, EffectHandler>, effect: Effect): EffectHandler {
  const handler = handlers[effect.name]
  if (handler === undefined) throw new Error(`No handler for the effect ${effect.name}.`)
  return handler
}

/** What is tried at once may have been, right after its cause, by a process that died since. */
async function readSentAt(
  handler: EffectHandler,
  job: Job,
  cause: UnknownEvent | undefined,
  now: number,
): Promise<number | undefined> {
  if (job.sentAt !== undefined || job.untried || handler.atOnce !== true) return job.sentAt
  const sentAt = Date.now() - Math.max(0, now - (cause?.at ?? now))
  await job.assumeSent(sentAt)
  return sentAt
}

function waitUntilSettled(handler: EffectHandler, sentAt: number | undefined, settleMs: number) {
  if (sentAt === undefined || handler.settles !== 'lookup') return
  const left = Math.min(sentAt + settleMs - Date.now(), settleMs)
  if (left > 0) throw new TryLater(left, 'an earlier try may still be on its way')
}

async function onFailure(
  runbook: Runbook,
  state: Incident,
  effect: Effect,
  handler: EffectHandler,
  job: Job,
  error: unknown,
  settleMs: number,
) {
  if (error instanceof TryLater) throw error
  if (error instanceof NotSent || error instanceof RateLimited) await job.notSent()
  if (error instanceof RateLimited) throw error
  const hopeless = error instanceof NotSent && !error.retryable
  const ambiguousOnce = error instanceof Ambiguous && handler.settles === 'at-most-once'
  if (!hopeless && !ambiguousOnce && job.attempt < maxAttempts) {
    const backoff = error instanceof Ambiguous ? settleMs : Math.min(200 * 2 ** job.attempt, 3000)
    throw new TryLater(backoff, String(error))
  }
  runbook.log.error({ err: error, effect: effect.id, incident: state.id }, handler.fails)
  const why = error instanceof Error ? error.message : String(error)
  const tell = `${handler.fails}: ${why}. ${handler.next}`
  await settle(runbook, state, effect, [settled(effect, 'failed', why, tell)])
}

export function settled(
  effect: Effect,
  outcome: 'done' | 'failed' | 'skipped',
  detail?: string,
  tell?: string,
): NewEvent {
  return event(
    'effect.settled',
    {
      effect: effect.id,
      name: effect.name,
      outcome,
      ...(detail === undefined ? {} : { detail }),
      ...(tell === undefined ? {} : { tell }),
    },
    'pitcrew',
  )
}

async function settle(runbook: Runbook, state: Incident, effect: Effect, events: NewEvent[]) {
  if (events.length === 0) return
  // The seq tells the renders of one message apart; everything else has an id of its own already.
  const id = `done-${effect.id}-${effect.seq}`
  await runbook.engine.handle(state.id, { type: 'settle', id, via: 'effect', actor: pitcrew, events })
}
