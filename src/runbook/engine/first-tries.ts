import type { Effect } from '../../incident/effects.ts'
import { isTriedAtOnce, settleAfterMs } from '../../incident/escalation/inline-delivery.ts'
import type { UnknownEvent } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import type { Job } from '../ports/delivery.ts'
import { TryLater } from '../ports/faults.ts'
import type { Runbook } from '../runbook.ts'
import { carryOut } from './deliver.ts'

/**
 * A first try sends within this of the moment its cause was read from Redis' clock, or leaves it to the queue.
 * Together with the time that Slack has to accept (3 s) it stays below what a second try waits (5 s).
 */
const firstTryMs = 500
/** As many as a queue has in hand; more go to the queue. */
const mostAtOnce = 50

/**
 * What an append has brought about. `since`, `readAt`: before and after the incident was read (ms of
 * `performance.now()`); `serverNow`: the store's clock then.
 */
export type Made = {
  incident: Incident
  policy: Policy
  now: number
  events: UnknownEvent[]
  since: number
  readAt: number
  serverNow: number
}
export type FirstTries = ReturnType<typeof createFirstTries>

/**
 * Pings go out from the process that has just written that they are due: no queue is between, and nothing more
 * is asked of Redis. A try that fails goes to the queue with what is known of it. One that dies with its process
 * is found by the agenda, put on the queue, and looked up there before anything is sent again.
 */
export function createFirstTries() {
  let begin: ((made: Made, effect: Effect, cause: UnknownEvent) => Promise<void>) | undefined
  const running = new Set<Promise<void>>()

  /** Only what this very append has caused: an older effect may have been begun by somebody else. */
  function takeOne(made: Made, effect: Effect): boolean {
    const cause = made.events.find(e => e.seq === effect.seq)
    if (begin === undefined || cause === undefined || running.size >= mostAtOnce) return false
    if (!isTriedAtOnce(effect)) return false
    const work = begin(made, effect, cause).finally(() => running.delete(work))
    running.add(work)
    return true
  }

  return {
    /** Begins with what is to be tried at once; answers the rest, which nobody has begun with. */
    take: (made: Made, fresh: Effect[]): Effect[] => fresh.filter(e => !takeOne(made, e)),
    start(runbook: Runbook, all: Record<string, EffectHandler>) {
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
  { incident, policy, now, since, serverNow, readAt }: Made,
  effect: Effect,
  cause: UnknownEvent,
): Promise<void> {
  const sendBy = since + firstTryMs
  const clock = () => serverNow + performance.now() - readAt
  let sentAt: number | undefined
  const job: Job = {
    incident: incident.id,
    effect: effect.id,
    name: effect.name,
    failures: 0,
    sentAt: undefined,
    untried: true,
    isOurs: async () => performance.now() <= sendBy,
    // Nothing may come between this and the post: it is what keeps a thawed process from sending.
    async beforeSend(at) {
      if (performance.now() > sendBy) throw new TryLater(0, 'too late for a first try')
      sentAt = at
    },
    async notSent() {
      sentAt = undefined
    },
    async failed() {},
  }
  try {
    const owed = { incident, effect, policy, now, cause }
    await carryOut(runbook, handlers, owed, job, { clock, settleMs: settleAfterMs, atOnce: true })
  } catch (error) {
    const afterMs = error instanceof TryLater ? error.afterMs : 0
    // Provably not sent: it stands in the line of the others at once.
    const known = sentAt === undefined ? { untried: true as const } : { sentAt, afterMs }
    await runbook.delivery
      .enqueue(incident.id, [effect], known)
      .catch(fault =>
        runbook.log.warn(
          { err: fault, effect: effect.id },
          'a ping is left to the agenda, which looks in 5 s',
        ),
      )
  }
}
