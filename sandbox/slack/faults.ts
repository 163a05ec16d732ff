export type Fault =
  | { kind: 'error'; error: string }
  | { kind: 'status'; status: number }
  | { kind: 'rate'; retryAfter: number }
  /** Does the work, then drops the connection. */
  | { kind: 'drop-after' }
  /** Does the work, then answers late. */
  | { kind: 'slow'; ms: number }

/** Faults of Slack on demand: each is used up after `times` calls of its method. */
export class Faults {
  latencyMs = 0
  #planned: { method: string; fault: Fault; times: number }[] = []

  plan(method: string, fault: Fault, times = 1): void {
    this.#planned.push({ method, fault, times })
  }
  take(method: string): Fault | undefined {
    const hit = this.#planned.find(p => p.times > 0 && (p.method === method || p.method === '*'))
    if (hit === undefined) return undefined
    hit.times--
    return hit.fault
  }
}
