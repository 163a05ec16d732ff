import type { Tier } from './method.ts'
import { Rates } from './rates.ts'

/** Addresses that Slack hands out, which are no methods of the Web API. */
export const addresses = new Set(['response_url', 'upload'])

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
  /** Does nothing and never answers; the connection stays open until the client gives up. */
  | { kind: 'silence' }

/** What a client finds instead of an answer, in a few words. */
export function asTold(fault: Fault): string {
  switch (fault.kind) {
    case 'error':
      return fault.error
    case 'status':
      return `HTTP ${fault.status}`
    case 'rate':
      return 'ratelimited'
    default:
      return 'no answer'
  }
}

/** One fault of one method, in force; `left` is how many calls will still meet it. */
export type PlannedFault = { id: number; method: string; fault: Fault; left: number }

/**
 * Faults of Slack on demand. A method is a name of the Web API, `response_url` or `upload` for the addresses that
 * Slack hands out, or `*` for every method of the Web API.
 */
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
  /**
   * Limits that hold always, in real time: at most so many calls in so many milliseconds. A workspace with many
   * channels cannot be listed at once, so this one is never left out.
   */
  readonly limits = new Map<string, { calls: number; perMs: number }>([
    ['conversations.list', { calls: 20, perMs: 60_000 }],
  ])
  #planned: PlannedFault[] = []
  #next = 1

  /** The next calls of a method meet this fault; the answer is a function that ends it early. */
  plan(method: string, fault: Fault, times = 1): () => void {
    const id = this.#next++
    this.#planned.push({ id, method, fault, left: times })
    return () => this.end(id)
  }
  /** Every call of a method meets this fault, until it is ended by the function that is the answer, or by `heal`. */
  begin(method: string, fault: Fault): () => void {
    return this.plan(method, fault, Number.POSITIVE_INFINITY)
  }
  /** Ends every fault of a method; without one, of all methods. */
  heal(method?: string): void {
    this.#planned = method === undefined ? [] : this.#planned.filter(p => p.method !== method)
  }
  end(id: number): void {
    this.#planned = this.#planned.filter(p => p.id !== id)
  }
  /** What is in force, oldest first. */
  list(): readonly PlannedFault[] {
    return this.#planned
  }
  /** How many calls will still meet a fault of this kind. */
  planned(kind: Fault['kind'], method?: string): number {
    const hits = this.#planned.filter(
      p => p.fault.kind === kind && (method === undefined || p.method === method),
    )
    return hits.reduce((sum, p) => sum + p.left, 0)
  }
  forget(kind: Fault['kind'], method?: string): void {
    const goes = (p: PlannedFault) => p.fault.kind === kind && (method === undefined || p.method === method)
    this.#planned = this.#planned.filter(p => !goes(p))
  }
  take(method: string): Fault | undefined {
    if (this.outage) return { kind: 'cut' }
    const inWebApi = !addresses.has(method)
    const hit = this.#planned.find(p => p.method === method || (inWebApi && p.method === '*'))
    if (hit === undefined) return undefined
    hit.left--
    if (hit.left <= 0) this.end(hit.id)
    return hit.fault
  }
  /** Seconds to wait by the rate limits, where they are switched on. */
  rate(method: string, tier: Tier | undefined, channel: string | undefined, now: number): number | undefined {
    if (method === 'chat.postMessage' && this.postsPerSecond !== undefined) {
      const gapMs = 1000 / this.postsPerSecond
      if (performance.now() - this.#lastPost < gapMs) return 1
      this.#lastPost = performance.now()
    }
    const limit = this.limits.get(method)
    if (limit !== undefined) return this.#rates.takeWithin(method, limit, performance.now())
    return this.rated ? this.#rates.take(method, tier, channel, now) : undefined
  }
}
