export type ApiCall = {
  method: string
  args: Record<string, unknown>
  ok: boolean
  error?: string
  /** The sandbox's clock; `mono` is performance.now(), for measuring. */
  at: number
  mono: number
}
export type EnvelopeRecord = {
  id: string
  type: string
  payload: Record<string, unknown>
  ackMs: number | undefined
  /** What the app answered with its ack. */
  answer: unknown
  at: number
}

/** Everything that came in and went out: what a drill's checks read. */
export class Ledger {
  calls: ApiCall[] = []
  envelopes: EnvelopeRecord[] = []

  counts(): Record<string, number> {
    const found: Record<string, number> = {}
    for (const c of this.calls) found[c.method] = (found[c.method] ?? 0) + 1
    return found
  }
  of(method: string): ApiCall[] {
    return this.calls.filter(c => c.method === method)
  }
  /** Forgets the oldest, so that a long run does not grow for ever. */
  keep(most: number): void {
    this.calls.splice(0, Math.max(0, this.calls.length - most))
    this.envelopes.splice(0, Math.max(0, this.envelopes.length - most))
  }
  clear(): void {
    this.calls = []
    this.envelopes = []
  }
}
