import type { z } from 'zod'
import type { Refusal } from '../incident/decision.ts'
import type { PreviewRow } from '../incident/events.ts'
import type { Json } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import type { Ctx } from './probe.ts'

export type Preview<B extends Json> = {
  /** Hashed: only what the decision rests on (desired count, not running count). */
  binds: B
  /** Read by people, never hashed. */
  shows: PreviewRow[]
  /** What changes, in a few words beside the title: “2 → 6 tasks”. Never hashed. */
  brief?: string
  /** Words that people may change before they ask for an approval: the value of one parameter. */
  edits?: Edits
  /** Set when nothing has to be done, in words. */
  nothingToDo?: string
}
/** What people choose before a preview can be taken: the value of one parameter. */
export type Choice = {
  param: string
  label: string
  options: { value: string; label: string; hint: string }[]
}
export type Edits = { param: string; label: string; value: string; most: number }
export type Choosable = { choice?: Choice }
export type Claim<P, B> = { request: string; params: P; before: B; at: number }
/** `lookAgainMs`: how long until the next look. `done` is a share from 0 to 1 for the progress bar. */
export type Verified =
  | { state: 'pending'; progress: string; done: number; lookAgainMs: number }
  | { state: 'done' | 'failed'; detail: string }
/** `final`: looking again cannot help, so a person is asked at once. */
export type Reconciled =
  | { state: 'applied'; receipt: Json }
  | { state: 'not-applied'; detail: string }
  | { state: 'cannot-tell'; detail: string; final?: true }

/** One change to production: preview → execute once → verify by repeated looks → (undo). */
export type Action<P, B extends Json, R extends Json> = {
  kind: string
  title: string
  params: z.ZodType<P>
  risk: 'low' | 'high' | 'irreversible'
  /** Permissions it needs, as `service:Operation`; compared with the policies in deploy/. */
  needs: string[]
  executeWithinMs: number
  /** One running action each, such as `ecs/eu-west-2/prod/api`. */
  target(params: P): string
  /** What an approver types for it; by default the last part of the target. */
  typedTarget?(params: P): string
  /** What “done” will mean, in words. */
  check(params: P, before: B): string
  undoWords(params: P, before: B): string
  preview(params: P, ctx: Ctx): Promise<Preview<B> | (Refusal & Choosable)>
  /** What the incident itself brings, when it is asked for: its id, and the words that may be said now. */
  fill?(params: P, incident: Incident, policy: Policy): P
  /** Not a second time for the same target, once it has begun. */
  once?: true
  /** What it says is read by people who may not know of a private incident, which leaves it out. */
  isPublic?: true
  /** Also asked for after the end: it changes nothing that customers rely on. */
  late?: true
  /** Written into the parameters when it is asked for, so that the approval is for exactly that, and never more. */
  pin?(params: P, binds: B): P
  /** One mutating call. Throws `NotSent` only when provably nothing happened. */
  execute(claim: Claim<P, B>, ctx: Ctx): Promise<R>
  /** One look. */
  verify(claim: Claim<P, B>, receipt: R, ctx: Ctx): Promise<Verified>
  /** Reads only: did the call whose answer was lost take effect? */
  reconcile(claim: Claim<P, B>, ctx: Ctx): Promise<Reconciled>
  /** Parameters of the same kind that take it back; undefined = irreversible. */
  undo(claim: Claim<P, B>): P | undefined
}
