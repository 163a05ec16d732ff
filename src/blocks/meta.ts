import { z } from 'zod'
import { incidentIdPattern } from '../incident/model/ids.ts'
import { severities, statuses } from '../incident/model/words.ts'

/**
 * What a button's value and a modal's private metadata carry: ids only. What they name is looked up and
 * authorised again on the server, so a forged one gains nothing.
 */
const schema = z.strictObject({
  i: z.string().regex(incidentIdPattern).optional(),
  b: z.string().max(20).optional(),
  /** The severity that was shown. */
  s: z.enum(severities).optional(),
  /** The status that was shown. */
  status: z.enum(statuses).optional(),
  r: z.string().max(20).optional(),
  /** What the form about an unknown outcome says. */
  happened: z.boolean().optional(),
  /** Per request, the hash of the preview that was shown. */
  seen: z.record(z.string().max(20), z.string().regex(/^[0-9a-f]{64}$/)).optional(),
  /** Where a declare came from. */
  from: z.strictObject({ channel: z.string().max(20), message: z.string().max(30).optional() }).optional(),
  /** What an open declare form is: of which kind, and whether its further questions are shown. */
  declare: z.strictObject({ kind: z.enum(['live', 'drill', 'private']), more: z.boolean() }).optional(),
  /** The checklist or action that a containment modal shows. */
  list: z.string().max(80).optional(),
})
export type Meta = z.infer<typeof schema>

export function encodeMeta(meta: Meta): string {
  return JSON.stringify(meta)
}

/** Undefined when it is not ours. */
export function decodeMeta(text: string | undefined): Meta | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text ?? ''))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
