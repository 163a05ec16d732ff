import type { z } from 'zod'
import type { Ctx, Finding } from '../probe.ts'

/** A probe whose parameters have been checked by its own schema when it runs. */
export type AnyProbe = {
  kind: string
  params: z.ZodType
  /** It leaves something behind in production: once in a recovery gate, never on a schedule. */
  sends: boolean
  /** What it sends, word for word, with secrets by their names; for people to read before it is sent. */
  shows(raw: unknown): string
  /** Set where no answer means that what was asked is down: how that is written, given the reason in few words. */
  whenSilent: ((reason: string) => string) | undefined
  run(raw: unknown, ctx: Ctx): Promise<Finding>
}

export function defineProbe<P>(probe: {
  kind: string
  params: z.ZodType<P>
  /** For a probe that leaves something behind in production. */
  sends?: (params: P) => string
  whenSilent?: (reason: string) => string
  run(params: P, ctx: Ctx): Promise<Finding>
}): AnyProbe {
  return {
    kind: probe.kind,
    params: probe.params,
    sends: probe.sends !== undefined,
    shows: raw => probe.sends?.(probe.params.parse(raw)) ?? '',
    whenSilent: probe.whenSilent,
    // Async, so that parameters that do not fit reject as any other fault does.
    run: async (raw, ctx) => probe.run(probe.params.parse(raw), ctx),
  }
}

export function off(what: string, variable: string): Finding {
  return { verdict: 'unknown', why: 'off', detail: `${what} is off (${variable} is not set)` }
}

/** As curl writes the status of an answer that never came. */
export const asStatusZero = (reason: string): string => `HTTP 000 (${reason})`
