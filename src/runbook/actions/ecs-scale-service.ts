import { z } from 'zod'
import { containersOf, lookAgainMs, serviceTarget } from '../ecs.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const count = z.number().int().min(0).max(10_000)
const params = z
  .strictObject({
    ...serviceShape,
    atLeast: count.optional(),
    exactly: count.optional(),
    min: count,
    max: count,
  })
  .refine(p => (p.atLeast === undefined) !== (p.exactly === undefined), 'expected either atLeast or exactly')
  .refine(p => p.min >= 1 && p.max >= p.min, 'expected 1 ≤ min ≤ max: zero tasks in production is refused')

/** §3.1: more (or exactly so many) tasks. `atLeast` never lowers. */
export const ecsScaleService = defineAction<
  z.output<typeof params>,
  { desired: number },
  { desired: number }
>({
  kind: 'ecs-scale-service',
  title: 'Scale a service',
  params,
  before: z.object({ desired: z.number() }),
  receipt: z.object({ desired: z.number() }),
  risk: 'high',
  needs: ['ecs:DescribeServices', 'ecs:UpdateService'],
  executeWithinMs: 8000,
  target: serviceTarget,
  check: (p, b) => `${wanted(p, b.desired)} of ${wanted(p, b.desired)} tasks run`,
  undoWords: (_, b) => `back to ${b.desired}`,
  async preview(p, { ports, signal }) {
    const s = await containersOf(ports).describeService(p, signal)
    const to = wanted(p, s.desired)
    if (to < p.min || to > p.max)
      return {
        refused: `${to} tasks is outside what the playbook allows for ${p.service} (${p.min} to ${p.max}).`,
        next: 'Choose a number within, or have the playbook changed.',
      }
    const shows = [
      {
        label: `${p.service} (${p.region})`,
        now: `${s.desired} wanted, ${s.running} running`,
        after: `${to}${to < s.desired ? ' (a reduction)' : ''} (limit ${p.max})`,
      },
    ]
    const nothing =
      to === s.desired
        ? { nothingToDo: `${p.service} in ${p.region} has ${s.desired} already: nothing to do.` }
        : {}
    return { binds: { desired: s.desired }, shows, ...nothing }
  },
  execute: ({ params: p, before: b }, { ports, signal }) =>
    containersOf(ports).setDesiredCount(p, wanted(p, b.desired), signal),
  async verify({ params: p }, { desired }, { ports, signal }) {
    const s = await containersOf(ports).describeService(p, signal)
    if (s.desired !== desired)
      return { state: 'failed', detail: `somebody changed it to ${s.desired} meanwhile` }
    if (s.running === desired) return { state: 'done', detail: `${s.running} of ${desired} tasks running` }
    const done = Math.min(s.running, desired) / Math.max(s.running, desired, 1)
    return { state: 'pending', progress: `${s.running} of ${desired} tasks running`, done, lookAgainMs }
  },
  async reconcile({ params: p, before: b }, { ports, signal }) {
    const s = await containersOf(ports).describeService(p, signal)
    const to = wanted(p, b.desired)
    if (s.desired === to) return { state: 'applied', receipt: { desired: to } }
    if (s.desired === b.desired) return { state: 'not-applied', detail: `it still wants ${s.desired} tasks` }
    return { state: 'cannot-tell', detail: `it wants ${s.desired} tasks, neither ${b.desired} nor ${to}` }
  },
  undo({ params: { region, cluster, service, min, max }, before: b }) {
    return { region, cluster, service, min, max, exactly: b.desired }
  },
})

/** The number that is meant, given what is there. */
export function wanted(
  p: { atLeast?: number | undefined; exactly?: number | undefined },
  desired: number,
): number {
  return p.exactly ?? Math.max(desired, p.atLeast ?? desired)
}
