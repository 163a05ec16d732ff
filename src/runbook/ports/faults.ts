/**
 * How a call to the outside can go wrong, told apart by what may be done next. Integrations translate their
 * vendor's errors into these; anything else counts as a fault whose effect is not known.
 */

/**
 * Whose fault it is. The owner decides what people read, when it is tried again, and what it does to readiness:
 * a person or a channel that cannot be written to is settled; a fault of the workspace, of Slack or of Redis
 * leaves everything owed.
 */
export type Owner = 'person' | 'channel' | 'workspace' | 'slack' | 'redis' | 'outside' | 'pitcrew'

/**
 * Why there is no usable answer. `timeout`, `refused` and `malformed` are about what was asked; `denied`, `off` and
 * `fault` are about Pitcrew, and say nothing about what was asked. `absent`: an assumption of the playbook is not there.
 */
export type Why = 'timeout' | 'refused' | 'denied' | 'malformed' | 'off' | 'fault' | 'absent'

/** Provably no effect: refused, denied, or never sent. Reported as failed, or retried where that can help. */
export class NotSent extends Error {
  override name = 'NotSent'
  /** The vendor's word for it, such as `missing_scope` or `AccessDeniedException`. */
  readonly code: string
  /** The same call may succeed in a moment (no connection), as opposed to being refused for good. */
  readonly retryable: boolean
  readonly why: Why
  readonly owner: Owner
  /** Every call of that vendor fails alike until somebody mends it: a token that was revoked. */
  readonly isWide: boolean
  /** The same in few words, where there was no answer at all: `connection refused`. */
  readonly brief: string | undefined
  /** What was asked for does not exist there: an address, a table, a log group. */
  readonly isAbsent: boolean
  constructor(
    code: string,
    message: string,
    options: ErrorOptions & {
      retryable?: boolean
      why?: Why
      owner?: Owner
      isWide?: boolean
      brief?: string
      isAbsent?: boolean
    } = {},
  ) {
    super(message, options)
    this.code = code
    this.retryable = options.retryable ?? false
    this.why = options.why ?? 'fault'
    this.owner = options.owner ?? 'outside'
    this.isWide = options.isWide ?? false
    this.brief = options.brief
    this.isAbsent = options.isAbsent ?? false
  }
}

/** Asked to come back later; provably no effect. */
export class RateLimited extends Error {
  override name = 'RateLimited'
  readonly retryAfterMs: number
  readonly owner: Owner
  constructor(retryAfterMs: number, options: ErrorOptions & { owner?: Owner } = {}) {
    super(`asked to wait ${Math.ceil(retryAfterMs / 1000)} s`, options)
    this.retryAfterMs = retryAfterMs
    this.owner = options.owner ?? 'outside'
  }
}

/** It may have happened or not: look before doing anything again. */
export class Ambiguous extends Error {
  override name = 'Ambiguous'
  readonly owner: Owner
  constructor(message: string, options: ErrorOptions & { owner?: Owner } = {}) {
    super(message, options)
    this.owner = options.owner ?? 'outside'
  }
}

/** What is wrong with Pitcrew's own store, in the words of its remedy. */
export type StoreTrouble =
  | 'away'
  | 'slow'
  | 'full'
  | 'read-only'
  | 'no-replicas'
  | 'disk'
  | 'loading'
  | 'refused'
  | 'other'

/** The store could not be read or written. */
export class StoreFault extends Error {
  override name = 'StoreFault'
  readonly owner: Owner = 'redis'
  readonly trouble: StoreTrouble
  /** The command may have been carried out although no answer came. */
  readonly mayBeWritten: boolean
  constructor(
    trouble: StoreTrouble,
    message: string,
    { mayBeWritten = false, ...options }: ErrorOptions & { mayBeWritten?: boolean } = {},
  ) {
    super(message, options)
    this.trouble = trouble
    this.mayBeWritten = mayBeWritten
  }
}

/** The log of one incident cannot be replayed: nothing can be said of it, and no other is touched. */
export class UnreadableLog extends Error {
  override name = 'UnreadableLog'
  readonly incident: string
  constructor(incident: string, options: ErrorOptions = {}) {
    super(`The log of ${incident} cannot be read`, options)
    this.incident = incident
  }
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

/** Anything that no integration has translated is our own. */
export function ownerOf(error: unknown): Owner {
  const isOwned =
    error instanceof NotSent ||
    error instanceof RateLimited ||
    error instanceof Ambiguous ||
    error instanceof StoreFault
  return isOwned ? error.owner : 'pitcrew'
}

/** Refused for good, and of this call alone: of a person, a channel, or what was sent. */
export const isRefusedForGood = (error: unknown): error is NotSent =>
  error instanceof NotSent && !error.retryable && error.owner !== 'workspace'
