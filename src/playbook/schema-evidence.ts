import { z } from 'zod'
import { severities } from '../incident/model/words.ts'
import { duration, filled, key } from './basics.ts'

const checkShape = {
  level: z.enum(['required', 'warn']).default('required'),
  attempts: z.number().int().min(1).max(20).default(1),
  every: duration.default(30_000),
}
/** A check of the recovery gate: one of the diagnostics, or one of its own. */
const knownCheck = z.strictObject({ ...checkShape, diagnostic: key })
const ownCheck = z.strictObject({
  ...checkShape,
  key,
  probe: key,
  title: filled,
  with: z.unknown().default({}),
  timeout: duration.default(5000),
})

const severityRule = z
  .strictObject({
    factor: key,
    is: z.union([z.boolean(), z.literal('unknown')]).optional(),
    above: z.number().optional(),
    'at-least': z.number().optional(),
    severity: z.enum(severities),
    addition: filled.optional(),
  })
  .refine(
    r => [r.is, r.above, r['at-least']].filter(x => x !== undefined).length === 1,
    'expected exactly one of is, above, at-least',
  )

/** The keys of playbook.yml that are about what is known: rules, gate, schedule, investigation. */
export const evidenceShape = {
  // What the company's own document does not name: each is said by `check`, and a probe of one may be “not there”.
  assumptions: z
    .array(
      z.strictObject({
        at: z.string().regex(/^[\w-]+(\.[\w-]+)*$/, 'expected a path like diagnostics.queue.with.url'),
        about: filled,
      }),
    )
    .default([]),
  // How severe it looks, by what the probes and the triage tell (§2.2): a flat list of rules.
  assessment: z
    .strictObject({
      factors: z.record(
        key,
        z.strictObject({
          title: filled,
          probes: z.array(key).default([]),
          number: z.string().optional(),
          unit: filled.optional(),
          triage: z.enum(['can-call', 'customers-affected', 'security-breach']).optional(),
        }),
      ),
      rules: z.array(severityRule),
      otherwise: z.enum(severities).default('P3'),
    })
    .default({ factors: {}, rules: [], otherwise: 'P3' }),
  recovery: z.strictObject({
    checks: z.array(z.union([ownCheck, knownCheck])).min(1),
    'second-person': z.array(z.enum(severities)).default([]),
    // Who may be the second person; by default whoever is on call, may break glass, or may approve something.
    'confirmed-by': z.array(key).min(1).optional(),
    // How long such a request may be confirmed.
    'override-expires': duration.default(900_000),
  }),
  // How often the probes run again while an incident is open.
  watch: z.partialRecord(z.enum(severities), z.strictObject({ every: duration })).default({}),
  investigation: z
    .strictObject({
      within: duration.default(7_200_000),
      timeout: duration.default(45_000),
      logs: z
        .array(z.strictObject({ region: filled, group: filled, pattern: filled.default('ERROR') }))
        .default([]),
      database: z
        .strictObject({
          'slower-than': z.number().min(0).default(1000),
          top: z.number().int().min(1).max(100),
        })
        .default({ 'slower-than': 1000, top: 20 }),
      services: z
        .array(z.strictObject({ title: filled, region: filled, cluster: filled, service: filled }))
        .default([]),
      dependencies: z.array(key).default([]),
    })
    .default({
      within: 7_200_000,
      timeout: 45_000,
      logs: [],
      database: { 'slower-than': 1000, top: 20 },
      services: [],
      dependencies: [],
    }),
}
