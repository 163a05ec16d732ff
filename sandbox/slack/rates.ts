import type { Tier } from './method.ts'

const perMinute: Record<Tier, number> = { 1: 1, 2: 20, 3: 50, 4: 100 }
const minuteMs = 60_000
const secondMs = 1000

/** Slack's rate limits, for when they are switched on: a window a method, and one post a second and channel. */
export class Rates {
  #calls = new Map<string, number[]>()

  /** Seconds to wait, or undefined when the call may go on. */
  take(method: string, tier: Tier | undefined, channel: string | undefined, now: number): number | undefined {
    const posts = method === 'chat.postMessage' && channel !== undefined
    const [key, most, windowMs] = posts
      ? [`post ${channel}`, 1, secondMs]
      : [method, tier === undefined ? Number.POSITIVE_INFINITY : perMinute[tier], minuteMs]
    return this.takeWithin(key, { calls: most, perMs: windowMs }, now)
  }

  /** The same for a limit that is given. */
  takeWithin(
    key: string,
    { calls, perMs }: { calls: number; perMs: number },
    now: number,
  ): number | undefined {
    const recent = (this.#calls.get(key) ?? []).filter(at => now - at < perMs)
    this.#calls.set(key, recent)
    if (recent.length >= calls) return Math.max(1, Math.ceil((perMs - (now - (recent[0] ?? now))) / 1000))
    recent.push(now)
    return undefined
  }
}
