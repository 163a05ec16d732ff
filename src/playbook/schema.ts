// The schema of playbook.yml in one place: long, and read by looking up a key.
import { z } from 'zod'
import { defaultValidMs } from '../incident/actions/approvals.ts'
import { severities, steps } from '../incident/model/words.ts'
import { channel, duration, filled, key, toMs } from './basics.ts'
import { evidenceShape } from './schema-evidence.ts'
import { outsideShape } from './schema-outside.ts'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
/** A duration that may be nothing at all. */
const startOr = z
  .string()
  .regex(/^(0|[1-9]\d*(\.\d+)?)[smhd]$/, 'expected a duration like 0m, 90s, 5m or 2h')
  .transform(toMs)
/** `09:30` → minutes since midnight. */
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time like 09:30')
  .transform(t => Number(t.slice(0, 2)) * 60 + Number(t.slice(3)))
const level = z
  .strictObject({
    after: startOr,
    roles: z.array(key).default([]),
    manual: z.array(key).default([]),
    if: z.enum(['open', 'unacknowledged']).default('open'),
    warn: duration.optional(),
    'working-hours': z.boolean().default(false),
  })
  .refine(l => l.roles.length + l.manual.length > 0, 'a level without anybody: give roles or manual steps')

/** The shape of playbook.yml. Keys are kebab-case, as people write them; unknown ones are refused. */
export const playbookSchema = z.strictObject({
  ...evidenceShape,
  ...outsideShape,
  version: z.literal(1),
  company: filled,
  timezone: filled,
  'war-room': z.url().optional(),
  channels: z
    .record(key, channel)
    .refine(c => c.emergency !== undefined, 'expected a channel named emergency'),
  people: z.record(
    key,
    z.strictObject({
      name: filled,
      slack: z
        .string()
        .regex(/^[UW][A-Z0-9]+$/, 'expected a Slack user id like U012ABC')
        .optional(),
      email: z.email().optional(),
      phone: filled.optional(),
      pagerduty: filled.optional(),
    }),
  ),
  roles: z.record(
    key,
    z.strictObject({
      title: filled,
      people: z.array(key).default([]),
      group: filled.optional(),
      // Of the pager: who is on call by it is looked up.
      schedule: filled.optional(),
    }),
  ),
  'on-call': z.array(key).min(1),
  services: z.record(key, filled).default({}),
  regions: z.record(key, filled).default({}),
  // Outside the company, in the order in which they are shown.
  contacts: z
    .array(
      z
        .strictObject({
          name: filled,
          note: filled.optional(),
          phone: filled.optional(),
          email: z.email().optional(),
          url: z.url({ protocol: /^https$/ }).optional(),
        })
        .refine(
          c => c.phone ?? c.email ?? c.url ?? c.note,
          'no way to reach them: give a phone, email, url or note',
        ),
    )
    .default([]),
  toolbox: z
    .record(
      key,
      z.strictObject({
        title: filled,
        shell: filled,
        probe: key.optional(),
        investigate: key.optional(),
        within: duration.optional(),
        rollback: z.literal(true).optional(),
      }),
    )
    .default({}),
  severities: z.record(
    z.enum(severities),
    z.strictObject({
      name: filled,
      means: filled,
      examples: z.array(filled),
      'respond-within': duration,
      'update-every': duration,
    }),
  ),
  escalation: z
    .strictObject({
      'working-hours': z
        .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: clockTime, to: clockTime })
        .refine(h => h.from < h.to, 'expected an end after the start')
        .optional(),
      hold: duration.default(600_000),
      repeat: z
        .strictObject({ every: duration, times: z.number().int().min(0).max(20) })
        .default({ every: 600_000, times: 2 }),
      levels: z.partialRecord(z.enum(severities), z.array(level)).default({}),
    })
    .default({ hold: 600_000, repeat: { every: 600_000, times: 2 }, levels: {} }),
  updates: z
    .strictObject({
      lead: duration.default(60_000),
      // How often an overdue update is asked for again within one interval.
      'overdue-per-interval': z.number().int().min(1).max(20).default(3),
      'raise-after': z.number().int().min(1).default(2),
      'raise-to': z.array(key).default([]),
      audiences: z.array(channel).default([]),
      // Ticked beforehand in the form.
      usual: z.partialRecord(z.enum(severities), z.array(channel)).default({}),
      // Ticked as well while one of these factors does not hold, or for these services.
      topics: z
        .array(
          z.strictObject({
            tell: channel,
            factors: z.array(key).default([]),
            services: z.array(key).default([]),
          }),
        )
        .default([]),
    })
    .default({
      lead: 60_000,
      'overdue-per-interval': 3,
      'raise-after': 2,
      'raise-to': [],
      audiences: [],
      usual: {},
      topics: [],
    }),
  afterwards: z
    .partialRecord(
      z.enum(severities),
      z.strictObject({
        report: z.enum(['automatic', 'offered']),
        'report-within': duration.default(7_200_000),
        'meeting-within': duration.optional(),
        'remind-before': duration.default(3_600_000),
        invite: z.array(key).default([]),
        monitor: z.strictObject({ for: duration, every: duration }).optional(),
        // The checklist that collects data, offered at the end.
        collect: key.optional(),
        // The audience under customers that is written to, where customers were affected.
        'follow-up': key.optional(),
      }),
    )
    .default({}),
  phases: z.array(
    z.strictObject({
      name: filled,
      from: startOr,
      to: duration.optional(),
      steps: z.array(z.enum(steps, { error: `no such step; there are: ${steps.join(', ')}` })),
    }),
  ),
  diagnostics: z.record(
    key,
    z.strictObject({
      probe: key,
      title: filled,
      with: z.unknown().default({}),
      timeout: duration.default(5000),
    }),
  ),
  actions: z.record(
    key,
    z.strictObject({
      kind: key,
      title: filled,
      with: z.unknown(),
      // The same by hand, in a terminal: printed for the day on which Slack is down.
      shell: filled.optional(),
      'verify-within': duration.default(600_000),
      // Fail closed: without an approval policy nothing can be executed, so it is not optional.
      approval: z
        .strictObject({
          count: z.number().int().min(0).default(1),
          roles: z.array(key).default([]),
          expires: duration.default(600_000),
          // How old an approval may be when it is executed on, whatever held it up.
          valid: duration.default(defaultValidMs),
          typed: z.boolean().default(false),
          later: z
            .strictObject({
              roles: z.array(key).min(1),
              after: duration,
              severities: z.array(z.enum(severities)).min(1),
            })
            .optional(),
        })
        .refine(a => a.count === 0 || a.roles.length > 0, 'expected at least one role that may approve')
        .refine(a => a.count > 0 || !a.typed, 'a typed target is for those who approve: count is 0'),
    }),
  ),
  // Steps that only people can do; checklists name them beside actions.
  manual: z
    .record(
      key,
      z.strictObject({
        title: filled,
        text: filled.optional(),
        // Key of `texts`: the sentences that may be said when it comes up.
        draft: key.optional(),
        owner: key.optional(),
        // Whoever does it speaks in public: a private incident leaves it out.
        public: z.literal(true).optional(),
        contact: z
          .strictObject({ name: filled, phone: filled.optional(), email: z.email().optional() })
          .optional(),
      }),
    )
    .default({}),
  checklists: z.record(
    key,
    z.strictObject({
      title: filled,
      steps: z.array(key).min(1),
      wait: z.boolean().default(false),
      'on-failure': z.enum(['continue', 'stop']).default('continue'),
      // Probes of `diagnostics` whose findings stand above the previews.
      checks: z.array(key).default([]),
    }),
  ),
  containment: z.partialRecord(z.enum(severities), key).default({}),
  fixes: z.record(key, key).default({}),
  rollback: key.optional(),
  'break-glass': z.strictObject({
    roles: z.array(key),
    severities: z.array(z.enum(severities)),
    reasons: z.array(filled).min(1),
  }),
})
export type Playbook = z.output<typeof playbookSchema>
