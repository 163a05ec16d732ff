import type { Effect } from '../../incident/effects.ts'
import type { UnknownEvent } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import { RateLimited, TryLater } from '../ports/faults.ts'
import type { Runbook } from '../runbook.ts'
import { carryOut } from './deliver.ts'

/**
 * A first try sends within this of the moment its cause was read from Redis' clock, or leaves it to the queue.
 * Together with the time that Slack has to accept (3 s) it stays below what a second try waits (5 s).
 */
const firstTryMs = 500
/** As many as a queue has in hand; more go to the queue. */
const mostAtOnce = 50

/** What an append has brought about. `since`: before the incident was read (ms of `performance.now()`). */
export type Made = {
  incident: Incident
  policy: Policy
  now: number
  events: UnknownEvent[]
  since: number
}
export type FirstTries = ReturnType<typeof createFirstTries>

/**
 * Pings go out from the process that has just written that they are due: no queue is between, and nothing more
 * is asked of Redis. A try that fails goes to the queue with what is known of it. One that dies with its process
 * is found by the agenda, put on the queue, and looked up there before anything is sent again.
 */
export function createFirstTries() {
  let begin: ((made: Made, effect: Effect, cause: UnknownEvent) => Promise<void>) | undefined
  let handlers: Record<string, EffectHandler> = {}
  const running = new Set<Promise<void>>()

  /** Only what this very append has caused: an older effect may have been begun by somebody else. */
  function takeOne(made: Made, effect: Effect): boolean {
    const cause = made.events.find(e => e.seq === effect.seq)
    if (begin === undefined || cause === undefined || running.size >= mostAtOnce) return false
    if (handlers[effect.name]?.atOnce !== true) return false
    const work = begin(made, effect, cause).finally(() => running.delete(work))
    running.add(work)
    return true
  }

  return {
    /** Begins with what is to be tried at once; answers the rest, which nobody has begun with. */
    take: (made: Made, fresh: Effect[]): Effect[] => fresh.filter(e => !takeOne(made, e)),
    start(runbook: Runbook, all: Record<string, EffectHandler>) {
      handlers = all
      begin = (made, effect, cause) => tryOnce(runbook, all, made, effect, cause)
    },
    /** Tries under way. */
    get busy() {
      return running.size
    },
    async stop() {
      begin = undefined
      await Promise.all(running)
    },
  }
}

async function tryOnce(
  runbook: Runbook,
  handlers: Record<string, EffectHandler>,
  { incident, policy, now, since }: Made,
  effect: Effect,
  cause: UnknownEvent,
): Promise<void> {
  const sendBy = since + firstTryMs
  const isOurs = async () => performance.now() <= sendBy
  let sentAt: number | undefined
  const job = {
    incident: incident.id,
    effect: effect.id,
    name: effect.name,
    attempt: 1,
    sentAt: undefined,
    untried: true,
    isOurs,
    async beforeSend() {
      if (!(await isOurs())) throw new TryLater(0, 'too late for a first try')
      sentAt = Date.now()
    },
    async notSent() {
      sentAt = undefined
    },
    async assumeSent() {},
  }
  try {
    await carryOut(runbook, handlers, { incident, effect, policy, now, cause, sendBy }, job)
  } catch (error) {
    const afterMs = waitOf(error)
    const known = sentAt === undefined ? { untried: true as const, afterMs } : { sentAt, afterMs }
    await runbook.delivery
      .enqueue(incident.id, [effect], known)
      .catch(fault =>
        runbook.log.warn(
          { err: fault, effect: effect.id },
          'a ping is left to the agenda, which looks in 2 s',
        ),
      )
  }
}

function waitOf(error: unknown): number {
  if (error instanceof TryLater) return error.afterMs
  return error instanceof RateLimited ? error.retryAfterMs : 0
}
