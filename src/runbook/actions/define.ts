import type { z } from 'zod'
import type { Refusal } from '../../incident/decision.ts'
import type { Json } from '../../incident/model/words.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Incident } from '../../incident/state.ts'
import type { Action, Choosable, Claim, Preview, Reconciled, Verified } from '../action.ts'
import type { Ctx } from '../probe.ts'

type AnyClaim = Claim<Json, Json>
/** An action behind JSON: what the log holds is parsed again by the action's own schema before it is used. */
export type AnyAction = {
  kind: string
  params: z.ZodType
  risk: 'low' | 'high' | 'irreversible'
  needs: string[]
  executeWithinMs: number
  parse(raw: unknown): Json
  target(params: Json): string
  /** What an approver types, where the playbook wants that. */
  typedTarget(params: Json): string
  check(params: Json, before: Json): string
  undoWords(params: Json, before: Json): string
  preview(params: Json, ctx: Ctx): Promise<Preview<Json> | (Refusal & Choosable)>
  fill(params: Json, incident: Incident, policy: Policy): Json
  once: boolean
  isPublic: boolean
  late: boolean
  pin(params: Json, binds: Json): Json
  execute(claim: AnyClaim, ctx: Ctx): Promise<Json>
  verify(claim: AnyClaim, receipt: Json, ctx: Ctx): Promise<Verified>
  reconcile(claim: AnyClaim, ctx: Ctx): Promise<Reconciled>
  undo(claim: AnyClaim): Json | undefined
}

type Schemas<B, R> = { before: z.ZodType<B>; receipt: z.ZodType<R> }

export function defineAction<P, B extends Json, R extends Json>(
  action: Action<P, B, R> & Schemas<B, R>,
): AnyAction {
  const params = (raw: unknown) => action.params.parse(raw)
  const claim = (c: AnyClaim): Claim<P, B> => ({
    ...c,
    params: params(c.params),
    before: action.before.parse(c.before),
  })
  return {
    kind: action.kind,
    params: action.params,
    risk: action.risk,
    needs: action.needs,
    executeWithinMs: action.executeWithinMs,
    // Through JSON, so that an absent key and an undefined one hash alike.
    parse: raw => JSON.parse(JSON.stringify(params(raw))) as Json,
    target: p => action.target(params(p)),
    typedTarget: p => action.typedTarget?.(params(p)) ?? action.target(params(p)).split('/').at(-1) ?? '',
    check: (p, b) => action.check(params(p), action.before.parse(b)),
    undoWords: (p, b) => action.undoWords(params(p), action.before.parse(b)),
    preview: (p, ctx) => action.preview(params(p), ctx),
    fill: (p, incident, policy) => (action.fill?.(params(p), incident, policy) as Json | undefined) ?? p,
    once: action.once ?? false,
    isPublic: action.isPublic ?? false,
    late: action.late ?? false,
    pin: (p, b) => (action.pin?.(params(p), action.before.parse(b)) as Json | undefined) ?? p,
    execute: (c, ctx) => action.execute(claim(c), ctx),
    verify: (c, receipt, ctx) => action.verify(claim(c), action.receipt.parse(receipt), ctx),
    reconcile: (c, ctx) => action.reconcile(claim(c), ctx),
    undo: c => action.undo(claim(c)) as Json | undefined,
  }
}
