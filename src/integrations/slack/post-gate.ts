import PQueue from 'p-queue'
import { RateLimited } from '../../runbook/ports/faults.ts'

/** After a refusal for their number, posts go one at a time for so long. */
const narrowMs = 30_000
/** Whoever waits longer gives its place back to the queue of effects. */
const mostPatienceMs = 15_000
/** How long one gives way to another replica before it looks again. */
const yieldMs = 400

/** What the replicas know of each other's waiting posts. Slack counts all of them together. */
export type Urgency = {
  /** The highest priority that some replica waits with; 0 = none is known. */
  wanted(): Promise<number>
  /** Says that we wait with this one, for so many ms. */
  want(priority: number, ms: number): Promise<void>
}
const nobody: Urgency = { wanted: async () => 0, want: async () => {} }

/**
 * Lets posts through side by side until Slack says that they are too many; then one after the other, as Slack
 * asks, the most urgent first over all replicas, so that the ping of a P1 does not wait behind the chatter of a P4.
 * What has a `sendBy` (ms of `performance.now()`) never stands in that line: it is refused with `RateLimited`.
 */
export function createPostGate(urgency: Urgency = nobody) {
  const queue = new PQueue({ concurrency: 1 })
  let narrowUntil = 0
  let pausedUntil = 0

  function slowDown(error: RateLimited) {
    narrowUntil = Date.now() + narrowMs
    pausedUntil = Math.max(pausedUntil, Date.now() + error.retryAfterMs)
  }

  async function inTurn<T>(priority: number, post: () => Promise<T>, since: number): Promise<T> {
    const again = await queue.add(
      async () => {
        const wait = pausedUntil - Date.now()
        if (Date.now() + wait - since > mostPatienceMs) throw new RateLimited(Math.max(wait, 1000))
        if (wait > 0) {
          // Where Redis is away nobody gives way to anybody: posts go on all the same.
          await urgency.want(priority, wait + yieldMs).catch(() => {})
          await new Promise(resolve => setTimeout(resolve, wait))
        }
        if ((await urgency.wanted().catch(() => 0)) > priority) {
          pausedUntil = Math.max(pausedUntil, Date.now() + yieldMs)
          return undefined
        }
        try {
          return { done: await post() }
        } catch (error) {
          if (!(error instanceof RateLimited)) throw error
          slowDown(error)
          return undefined
        }
      },
      { priority },
    )
    // Back into the line: something more urgent may have come meanwhile.
    return again === undefined ? inTurn(priority, post, since) : again.done
  }

  return async <T>(priority: number, post: () => Promise<T>, sendBy?: number): Promise<T> => {
    const since = Date.now()
    if (since < narrowUntil) {
      if (sendBy !== undefined) throw new RateLimited(Math.max(0, pausedUntil - since))
      return inTurn(priority, post, since)
    }
    // Whoever has a time of its own is looked at again last thing before it goes.
    if (sendBy !== undefined && performance.now() > sendBy) throw new RateLimited(0)
    try {
      return await post()
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error
      slowDown(error)
      if (sendBy !== undefined) throw error
      return inTurn(priority, post, since)
    }
  }
}
