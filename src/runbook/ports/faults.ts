/**
 * How a call to the outside can go wrong, told apart by what may be done next. Integrations translate their
 * vendor's errors into these; anything else counts as a fault whose effect is not known.
 */

/** What kept somebody from telling: a probe shows it as the reason of its “unknown”. */
export type Why = 'timeout' | 'refused' | 'denied' | 'malformed' | 'off' | 'fault'

/** Provably no effect: refused, denied, or never sent. Reported as failed, or retried where that can help. */
export class NotSent extends Error {
  override name = 'NotSent'
  /** The vendor's word for it, such as `missing_scope` or `AccessDeniedException`. */
  readonly code: string
  /** The same call may succeed in a moment (no connection), as opposed to being refused for good. */
  readonly retryable: boolean
  readonly why: Why
  constructor(
    code: string,
    message: string,
    options: ErrorOptions & { retryable?: boolean; why?: Why } = {},
  ) {
    super(message, options)
    this.code = code
    this.retryable = options.retryable ?? false
    this.why = options.why ?? 'fault'
  }
}

/** Asked to come back later; provably no effect. */
export class RateLimited extends Error {
  override name = 'RateLimited'
  readonly retryAfterMs: number
  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super(`asked to wait ${Math.ceil(retryAfterMs / 1000)} s`, options)
    this.retryAfterMs = retryAfterMs
  }
}

/** It may have happened or not: look before doing anything again. */
export class Ambiguous extends Error {
  override name = 'Ambiguous'
}

/** Not a failure: the same effect is to be tried again after `afterMs`. */
export class TryLater extends Error {
  override name = 'TryLater'
  readonly afterMs: number
  constructor(afterMs: number, why: string) {
    super(why)
    this.afterMs = afterMs
  }
}
