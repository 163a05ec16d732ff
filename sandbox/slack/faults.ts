import type { Tier } from './method.ts'
import { Rates } from './rates.ts'

export type Fault =
  | { kind: 'error'; error: string }
  | { kind: 'status'; status: number }
  | { kind: 'rate'; retryAfter: number }
  /** Does the work, then drops the connection. */
  | { kind: 'drop-after' }
  /** Does the work, then answers late. */
  | { kind: 'slow'; ms: number }
  /** Does the work after a while, whether the client still waits or not. */
  | { kind: 'late'; ms: number }
  /** Does nothing and drops the connection. */
  | { kind: 'cut' }

/** Faults of Slack on demand: each is used up after `times` calls of its method. */
export class Faults {
  latencyMs = 0
  /** Nothing is reachable. */
  outage = false
  /** At most so many posts a second, wherever they go; undefined = as many as come. */
  postsPerSecond: number | undefined
  #lastPost = Number.NEGATIVE_INFINITY
  /** Slack's own rate limits hold. */
  rated = false
  readonly #rates = new Rates()
  #planned: { method: string; fault: Fault; times: number }[] = []

  plan(method: string, fault: Fault, times = 1): void {
    this.#planned.push({ method, fault, times })
  }
  /** How many calls will still meet a fault of this kind. */
  planned(kind: Fault['kind']): number {
    return this.#planned.filter(p => p.fault.kind === kind).reduce((sum, p) => sum + p.times, 0)
  }
  forget(kind: Fault['kind']): void {
    this.#planned = this.#planned.filter(p => p.fault.kind !== kind)
  }
  take(method: string): Fault | undefined {
    if (this.outage) return { kind: 'cut' }
    const hit = this.#planned.find(p => p.times > 0 && (p.method === method || p.method === '*'))
    if (hit === undefined) return undefined
    hit.times--
    this.#planned = this.#planned.filter(p => p.times > 0)
    return hit.fault
  }
  /** Seconds to wait by the rate limits, where they are switched on. */
  rate(method: string, tier: Tier | undefined, channel: string | undefined, now: number): number | undefined {
    if (method === 'chat.postMessage' && this.postsPerSecond !== undefined) {
      const gapMs = 1000 / this.postsPerSecond
      if (performance.now() - this.#lastPost < gapMs) return 1
      this.#lastPost = performance.now()
    }
    return this.rated ? this.#rates.take(method, tier, channel, now) : undefined
  }
}
