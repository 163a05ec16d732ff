import type { Effect } from '../incident/effects.ts'
import type { NewEvent, UnknownEvent } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import type { Runbook } from './runbook.ts'

/** One try at one effect, on the incident as it is now. */
export type Try = {
  runbook: Runbook
  incident: Incident
  effect: Effect
  /** The event that caused it, where it was at hand. */
  cause?: UnknownEvent
  policy: Policy
  now: number
  /** When an earlier try may have sent something (ms of the store's server); undefined = provably never. */
  sentAt: number | undefined
  /** It is the first try of an effect that is tried at once: it stands in no line. */
  atOnce: boolean
  /** Whether another replica has not taken this effect over meanwhile. */
  isOurs(): Promise<boolean>
  /** To be called just before sending anything that must not happen twice. */
  beforeSend(): Promise<void>
}

/**
 * How an effect that may have happened is settled: `lookup` finds it, `idempotent` may be repeated,
 * `claimed` counts by a claim in the log, `at-most-once` is never repeated.
 */
export type Settling = 'lookup' | 'idempotent' | 'claimed' | 'at-most-once'

/** Something done in the world. Answers its outcome as events; an event with `effect` takes it off the list. */
export type EffectHandler = {
  name: string
  settles: Settling
  /** Tries that may fail, each in a way that may pass, before people are told; few where nothing is said. */
  tries?: number
  /** For the message about a failure: “The channel topic could not be set”. */
  fails: string
  /** What a person can do about it. */
  next: string
  run(t: Try): Promise<NewEvent[]>
  /**
   * What ends with the last try, before people are told of the failure. Answers whether there is still something
   * to tell: false where the effect had its outcome after all.
   */
  gaveUp?(t: Pick<Try, 'runbook' | 'incident' | 'effect'>, why: string): Promise<boolean>
}

/** About ten minutes: what people read in Slack is not given up where Slack itself is away for a while. */
export const manyTries = 60
