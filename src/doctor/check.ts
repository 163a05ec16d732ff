import type { Config } from '../config.ts'
import type { Policy } from '../incident/policy.ts'
import { Ambiguous, NotSent, RateLimited, StoreFault } from '../runbook/ports/faults.ts'

/** `look` deserves attention and does not fail the command; `wrong` does. */
export type State = 'fine' | 'off' | 'look' | 'wrong'
export type Finding = { subject: string; state: State; says: string; remedy?: string }
export type Subject = {
  config: Config
  policy: Policy
  /** This machine's clock, in milliseconds. */
  now: () => number
}
export type Tell = (subject: string, state: State, says: string, remedy?: string) => void
/** What was told before a check failed or ran out of time stays. */
export type Check = { name: string; run(subject: Subject, tell: Tell, signal: AbortSignal): Promise<void> }

/** A fault of the network, as opposed to an answer that says no. */
const isAway = (error: unknown) =>
  error instanceof Ambiguous ||
  error instanceof RateLimited ||
  (error instanceof NotSent && error.retryable) ||
  (error instanceof StoreFault && ['away', 'slow', 'loading'].includes(error.trouble))

export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** A password with `#`, `/` or `@` breaks an address that is otherwise right. */
export const encodeRemedy = (name: string): string =>
  `Correct ${name}: write special characters of its password percent-encoded.`

/** Never advises to copy a token again where nobody has answered. */
export const remedyFor = (error: unknown, remedy: string): string =>
  isAway(error) ? 'Check the network and the service’s own status, then run doctor again.' : remedy

/** Tells a failure of one part; the parts after it are still checked. */
export async function attempt(
  tell: Tell,
  subject: string,
  remedy: string,
  ask: () => Promise<void>,
): Promise<void> {
  try {
    await ask()
  } catch (error) {
    tell(subject, 'wrong', wordsOf(error), remedyFor(error, remedy))
  }
}
