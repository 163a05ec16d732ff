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

/** `post` sends; `beforeSend` is called last thing before each time that it does. */
export type Turn<T> = {
  priority: number
  post: () => Promise<T>
  beforeSend?: (() => Promise<void>) | undefined
  /** Never stands in line: throws `RateLimited` where others wait. */
  atOnce?: boolean | undefined
}

/**
 * Lets posts through side by side until Slack says that they are too many; then one after the other, as Slack
 * asks, the most urgent first over all replicas, so that the ping of a P1 does not wait behind the chatter of a P4.
 */
export function createPostGate(urgency: Urgency = nobody) {
  const queue = new PQueue({ concurrency: 1 })
  let narrowUntil = 0
  let pausedUntil = 0

  function slowDown(error: RateLimited) {
    narrowUntil = Date.now() + narrowMs
    pausedUntil = Math.max(pausedUntil, Date.now() + error.retryAfterMs)
  }

  async function send<T>({ post, beforeSend }: Turn<T>): Promise<T> {
    await beforeSend?.()
    return post()
  }

  async function inTurn<T>(turn: Turn<T>, since: number): Promise<T> {
    const { priority } = turn
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
          return { done: await send(turn) }
        } catch (error) {
          if (!(error instanceof RateLimited)) throw error
          slowDown(error)
          return undefined
        }
      },
      { priority },
    )
    // Back into the line: something more urgent may have come meanwhile.
    return again === undefined ? inTurn(turn, since) : again.done
  }

  return async <T>(turn: Turn<T>): Promise<T> => {
    const since = Date.now()
    const isLine = since < narrowUntil || queue.size + queue.pending > 0
    if (isLine && turn.atOnce === true) throw new RateLimited(0)
    if (isLine) return inTurn(turn, since)
    try {
      return await send(turn)
    } catch (error) {
      if (!(error instanceof RateLimited)) throw error
      slowDown(error)
      if (turn.atOnce === true) throw error
      return inTurn(turn, since)
    }
  }
}
