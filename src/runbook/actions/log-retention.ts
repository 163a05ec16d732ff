import { z } from 'zod'
import { logShape, logsOf, logTarget } from '../logs.ts'
import { defineAction } from './define.ts'

/** What CloudWatch allows, in days. */
const allowed = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]
const params = z.strictObject({
  ...logShape,
  /** Days, or for ever. */
  days: z.union([
    z.literal('never'),
    z.number().refine(n => allowed.includes(n), `expected one of ${allowed.join(', ')}`),
  ]),
})
type Params = z.output<typeof params>
/** -1 stands for ever: what is bound must be plain JSON. */
const forEver = -1
const landsWithinMs = 15_000

/** §3.1 P3: how long logs are kept. Lowering it lets AWS delete older events. */
export const logRetention = defineAction<Params, { days: number }, { days: number }>({
  kind: 'log-retention',
  title: 'Change how long logs are kept',
  params,
  before: z.object({ days: z.number() }),
  receipt: z.object({ days: z.number() }),
  risk: 'high',
  needs: ['logs:DescribeLogGroups', 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'],
  executeWithinMs: 8000,
  target: logTarget,
  check: p => `CloudWatch shows ${words(daysOf(p))}`,
  undoWords: (_, b) => `back to ${words(b.days)}: the setting, not events that AWS has deleted by then`,
  async preview(p, { ports, signal }) {
    const { days = forEver, storedBytes } = await logsOf(ports).describeGroup(p, signal)
    const to = daysOf(p)
    const binds = { days }
    if (to === days)
      return { binds, shows: [], nothingToDo: `${p.group} keeps ${words(days)} already: nothing to do.` }
    const lowers = to !== forEver && (days === forEver || to < days)
    return {
      binds,
      brief: `${words(days)} → ${words(to)}`,
      shows: [
        {
          label: p.group,
          now: `keeps ${words(days)}, ${(storedBytes / 1e6).toFixed(1)} MB stored`,
          after: words(to),
        },
        ...(lowers
          ? [
              {
                label: 'Deletes',
                now: `AWS will delete events older than ${words(to)}. Export them first if anybody may need them.`,
              },
            ]
          : []),
      ],
    }
  },
  async execute({ params: p }, { ports, signal }) {
    const to = daysOf(p)
    await logsOf(ports).setRetention(p, to === forEver ? undefined : to, signal)
    return { days: to }
  },
  async verify({ params: p, at }, _, { ports, signal, now }) {
    const { days = forEver } = await logsOf(ports).describeGroup(p, signal)
    if (days === daysOf(p)) return { state: 'done', detail: `${p.group} keeps ${words(days)}` }
    if (now < at + landsWithinMs)
      return {
        state: 'pending',
        progress: `CloudWatch still shows ${words(days)}`,
        done: 0,
        lookAgainMs: 3000,
      }
    return { state: 'failed', detail: `CloudWatch shows ${words(days)}` }
  },
  async reconcile({ params: p, before: b, at }, { ports, signal, now }) {
    const { days = forEver } = await logsOf(ports).describeGroup(p, signal)
    if (days === daysOf(p)) return { state: 'applied', receipt: { days } }
    if (days !== b.days) return { state: 'cannot-tell', detail: `somebody set it to ${words(days)}` }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'unchanged, but the call may still arrive' }
    return { state: 'not-applied', detail: `it still keeps ${words(days)}` }
  },
  undo: ({ params: { region, group }, before: b }) => ({
    region,
    group,
    days: b.days === forEver ? 'never' : b.days,
  }),
})

const daysOf = (p: Params) => (p.days === 'never' ? forEver : p.days)
const words = (days: number) => (days === forEver ? 'for ever' : days === 1 ? '1 day' : `${days} days`)
