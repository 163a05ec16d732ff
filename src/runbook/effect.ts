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
  /** When an earlier try may have sent something (ms); undefined = provably never. */
  sentAt: number | undefined
  /** Nothing may be sent later than this (ms of `performance.now()`): another replica may have begun by then. */
  sendBy?: number
  /** Whether another replica has not taken this effect over meanwhile. */
  isOurs(): Promise<boolean>
  /** Call just before sending anything that must not happen twice. */
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
  /** Tried by the process that wrote the cause, right after its append, and only then put on a queue. */
  atOnce?: true
  /** For the message about a failure: “The channel topic could not be set”. */
  fails: string
  /** What a person can do about it. */
  next: string
  run(t: Try): Promise<NewEvent[]>
}
