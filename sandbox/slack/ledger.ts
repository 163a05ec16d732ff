export type ApiCall = {
  method: string
  args: Record<string, unknown>
  ok: boolean
  error?: string
  /** The sandbox's clock; `mono` is performance.now(), for measuring. */
  at: number
  mono: number
}
export type EnvelopeRecord = { type: string; ackMs: number | undefined; at: number }

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
  clear(): void {
    this.calls = []
    this.envelopes = []
  }
}
