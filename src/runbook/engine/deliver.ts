import { pitcrew } from '../../incident/decision.ts'
import { type Effect, effectsOf } from '../../incident/effects.ts'
import { isTriedAtOnce, settleAfterMs } from '../../incident/escalation/inline-delivery.ts'
import type { UnknownEvent } from '../../incident/events.ts'
import { event, type NewEvent } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import type { Job } from '../ports/delivery.ts'
import { Ambiguous, NotSent, RateLimited, StoreFault, TryLater } from '../ports/faults.ts'
import type { Runbook } from '../runbook.ts'

/** Failed tries before a person is told, where the effect does not say otherwise. */
const fewTries = 6
const mostBackoffMs = 10_000
const storeRestMs = 1000
const foreignRestMs = 2000

/** Carries one effect out: re-reads the incident, does nothing if it has moved on, appends the outcome. */
export async function deliver(
  runbook: Runbook,
  handlers: Record<string, EffectHandler>,
  job: Job,
  settleMs = settleAfterMs,
): Promise<void> {
  const [{ state, now: read, serverNow }, cause] = await Promise.all([
    runbook.store.load(job.incident),
    readCauseOf(runbook, job),
  ])
  const readAt = performance.now()
  if (state === undefined) return
  const now = Math.max(read, state.lastAt)
  const effect = effectsOf(state, now).find(e => e.id === job.effect)
  if (effect === undefined) return
  if (await runbook.policies.isForeign(state.playbook))
    throw new TryLater(foreignRestMs, 'a newer replica can read the playbook of this incident')
  const policy = await runbook.policies.of(state.playbook)
  const owed = { incident: state, effect, policy, now, ...(cause === undefined ? {} : { cause }) }
  const clock = () => serverNow + performance.now() - readAt
  await carryOut(runbook, handlers, owed, job, { clock, settleMs, atOnce: false })
}

/** What is owed, and to whom; `now` is the store's. */
type Owed = {
  incident: Incident
  effect: Effect
  policy: Policy
  now: number
  cause?: UnknownEvent
}
/** `clock`: that of the store's server, in ms. */
type How = { clock: () => number; settleMs: number; atOnce: boolean }

/** One try at what is owed; its outcome is appended, a fault is thrown as what may be done next. */
export async function carryOut(
  runbook: Runbook,
  handlers: Record<string, EffectHandler>,
  owed: Owed,
  job: Job,
  { clock, settleMs, atOnce }: How,
): Promise<void> {
  const { incident: state, effect } = owed
  const handler = handlers[effect.name]
  if (handler === undefined) throw new Error(`No handler for the effect ${effect.name}.`)
  const sentAt = readSentAt(job, effect)
  if (sentAt !== undefined && handler.settles === 'at-most-once')
    return settle(runbook, state, effect, [
      settled(effect, 'skipped', 'it may have been sent before a crash'),
    ])
  if (sentAt !== undefined && handler.settles === 'lookup') waitUntil(sentAt + settleMs, clock(), settleMs)

  try {
    const { isOurs } = job
    const beforeSend = () => job.beforeSend(Math.floor(clock()))
    const events = await handler.run({ runbook, ...owed, sentAt, atOnce, isOurs, beforeSend })
    await settle(runbook, state, effect, events)
  } catch (error) {
    await onFailure(runbook, state, effect, handler, job, error, settleMs)
  }
}

/** What is tried at once may have been, by a process that died since; the agenda comes when that is settled. */
function readSentAt(job: Job, effect: Effect): number | undefined {
  if (job.sentAt !== undefined || job.untried || !isTriedAtOnce(effect)) return job.sentAt
  return 0
}

/** Most effects say what their event says: it is read on the way. The id of an effect carries its seq. */
async function readCauseOf(runbook: Runbook, { incident, effect }: Job) {
  const seq = /-e(\d+)-/.exec(effect)?.[1]
  return seq === undefined ? undefined : runbook.store.readEvent(incident, Number(seq))
}

/** A time in the future is that of a clock that was put back: it counts from now, or nobody would ever look. */
function waitUntil(at: number, now: number, most: number) {
  const left = Math.min(at - now, most)
  if (left > 0) throw new TryLater(Math.ceil(left), 'an earlier try may still be on its way')
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
  // Nothing can be written down while the store is in trouble, least of all that this has failed.
  if (error instanceof StoreFault) throw new TryLater(storeRestMs, error.message)
  if (error instanceof NotSent || error instanceof RateLimited) await job.notSent()
  if (error instanceof RateLimited) throw error
  const hopeless = error instanceof NotSent && !error.retryable && !isOwedStill(error, handler)
  const ambiguousOnce = error instanceof Ambiguous && handler.settles === 'at-most-once'
  const failures = job.failures + 1
  const isWide = error instanceof NotSent && error.isWide
  if (isWide || (!hopeless && !ambiguousOnce && failures < (handler.tries ?? fewTries))) {
    await job.failed()
    const backoff = error instanceof Ambiguous ? settleMs : Math.min(200 * 2 ** failures, mostBackoffMs)
    throw new TryLater(backoff, String(error))
  }
  runbook.log.error({ err: error, effect: effect.id, incident: state.id }, handler.fails)
  const why = error instanceof Error ? error.message : String(error)
  if ((await handler.gaveUp?.({ runbook, incident: state, effect }, why)) === false) return
  const tell = `${handler.fails}: ${why}. ${handler.next}`
  await settle(runbook, state, effect, [settled(effect, 'failed', why, tell)])
}

/**
 * A fault of the workspace is mended by somebody: what is never given up stays owed until then. With a token that
 * Slack does not take, nothing is given up at all, since nobody could be told of it either.
 */
function isOwedStill(error: NotSent, handler: EffectHandler): boolean {
  if (error.isWide) return true
  return error.owner === 'workspace' && handler.tries === Number.POSITIVE_INFINITY
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
