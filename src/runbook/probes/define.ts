import type { z } from 'zod'
import type { Ctx, Finding } from '../probe.ts'

/** A probe whose parameters have been checked by its own schema when it runs. */
export type AnyProbe = {
  kind: string
  params: z.ZodType
  /** It leaves something behind in production: once in a recovery gate, never on a schedule. */
  sends: boolean
  run(raw: unknown, ctx: Ctx): Promise<Finding>
}

export function defineProbe<P>(probe: {
  kind: string
  params: z.ZodType<P>
  sends?: true
  run(params: P, ctx: Ctx): Promise<Finding>
}): AnyProbe {
  return {
    kind: probe.kind,
    params: probe.params,
    sends: probe.sends ?? false,
    // Async, so that parameters that do not fit reject as any other fault does.
    run: async (raw, ctx) => probe.run(probe.params.parse(raw), ctx),
  }
}

export function off(what: string, variable: string): Finding {
  return { verdict: 'unknown', why: 'off', detail: `${what} is off (${variable} is not set)` }
}
