import { z } from 'zod'
import { severities, statuses } from '../incident/model/words.ts'
import { filled, key } from './basics.ts'

const sentence = z.union([
  filled.transform(say => ({ say })),
  z
    .strictObject({ say: filled, if: key.optional(), unless: key.optional() })
    .refine(s => s.if === undefined || s.unless === undefined, 'expected if or unless, not both'),
])
const draft = z.array(sentence).min(1)
const impacts = ['none', 'minor', 'major', 'critical'] as const

/** The keys of playbook.yml that are about people and systems outside: status page, pager, customers. */
export const outsideShape = {
  // What sentences for the public may depend on.
  conditions: z
    .record(
      key,
      z.strictObject({
        'can-call': z.boolean().default(false),
        probes: z.array(key).default([]),
        'gate-passed': z.boolean().default(false),
      }),
    )
    .default({}),
  texts: z.record(key, draft).default({}),
  'status-page': z
    .strictObject({
      'on-declare': z.enum(['auto', 'ask']).default('ask'),
      severities: z.array(z.enum(severities)).min(1),
      name: filled,
      impact: z.partialRecord(z.enum(severities), z.enum(impacts)).default({}),
      components: z.array(filled).default([]),
      // Steps of `manual` that come up when the public status becomes this one.
      'by-hand': z.partialRecord(z.enum(statuses), z.array(key)).default({}),
      drafts: z.record(z.enum(statuses), draft),
    })
    .optional(),
  paging: z
    .strictObject({
      severities: z.array(z.enum(severities)).min(1),
      alerts: z
        .array(
          z.strictObject({
            services: z.array(filled).default([]),
            urgency: z.enum(['high', 'low']).optional(),
            does: z.enum(['declare', 'suggest']),
            severity: z.enum(severities),
          }),
        )
        .default([]),
    })
    .optional(),
  // The role that accepts post-mortems.
  'sign-off': key.optional(),
  // Checklists that tell customers, by audience, and the severities in which they may be asked for.
  customers: z
    .record(
      key,
      z.union([
        key.transform(checklist => ({ checklist, severities: [...severities] })),
        z.strictObject({ checklist: key, severities: z.array(z.enum(severities)).min(1) }),
      ]),
    )
    .default({}),
}
