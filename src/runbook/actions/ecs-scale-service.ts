import { z } from 'zod'
import { complaintOf } from '../deployment.ts'
import { containersOf, landsWithinMs, lookAgainAfter, serviceTarget } from '../ecs.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const zero = 'expected 1 ≤ min ≤ max: zero tasks in production is refused'
const count = z.number().int().min(1, zero).max(10_000)
const params = z
  .strictObject({
    ...serviceShape,
    atLeast: count.optional(),
    exactly: count.optional(),
    min: count,
    max: count,
  })
  .refine(p => (p.atLeast === undefined) !== (p.exactly === undefined), 'expected either atLeast or exactly')
  .refine(p => p.max >= p.min, zero)
  .refine(p => isWithin(p, p.atLeast ?? p.exactly ?? p.min), 'outside min to max: refused')
type Params = z.output<typeof params>

/** §3.1: more (or exactly so many) tasks. `atLeast` never lowers. */
export const ecsScaleService = defineAction<Params, { desired: number }, { desired: number }>({
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
  undoWords: (p, b) =>
    isWithin(p, b.desired)
      ? `back to ${b.desired}`
      : `not possible: ${b.desired} is outside what the playbook allows (${p.min} to ${p.max})`,
  async preview(p, { ports, signal }) {
    const s = await containersOf(ports).describeService(p, signal)
    if (s.status !== 'ACTIVE')
      return {
        refused: `${p.service} in ${p.region} is ${s.status}, so it cannot be scaled.`,
        next: 'Look at the service in AWS.',
      }
    if (s.scheduling === 'DAEMON')
      return {
        refused: `${p.service} in ${p.region} runs one task on each instance (DAEMON), so its number of tasks cannot be set.`,
        next: 'Add instances to the cluster instead.',
      }
    const to = wanted(p, s.desired)
    const isThere = to === s.desired
    const fewer = to < s.desired ? ` (a reduction by ${s.desired - to})` : ''
    const shows = [
      {
        label: `${p.service} (${p.region})`,
        now: `${s.desired} wanted, ${s.running} running`,
        after: `${to}${fewer} (limit ${p.max})`,
      },
    ]
    const nothingToDo = `${p.service} in ${p.region} has ${s.desired} already: nothing to do.`
    return {
      brief: `${s.desired} → ${to}`,
      binds: { desired: s.desired },
      shows,
      ...(isThere ? { nothingToDo } : {}),
    }
  },
  execute: ({ params: p, before: b }, { ports, signal }) =>
    containersOf(ports).setDesiredCount(p, wanted(p, b.desired), signal),
  async verify({ params: p, before: b, at }, _receipt, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(p, signal)
    const to = wanted(p, b.desired)
    const lookAgainMs = lookAgainAfter(now - at)
    if (s.status !== 'ACTIVE') return { state: 'failed', detail: `the service is ${s.status} meanwhile` }
    if (s.desired === b.desired && now < at + landsWithinMs)
      return { state: 'pending', progress: 'AWS does not show the new number yet', done: 0, lookAgainMs }
    // Auto scaling may want more meanwhile, which is still at least what was asked for.
    const isMore = p.atLeast !== undefined && s.desired > to
    if (s.desired !== to && !isMore)
      return { state: 'failed', detail: `somebody (or auto scaling) changed it to ${s.desired} meanwhile` }
    // While a deployment rolls out more may run than are wanted; only where fewer are meant the others must stop.
    if (s.running >= to && (s.running === to || to >= b.desired))
      return {
        state: 'done',
        detail: isMore
          ? `${s.running} tasks running, at least ${to} were wanted; somebody (or auto scaling) wants ${s.desired} meanwhile`
          : `${s.running} of ${to} tasks running`,
      }
    const stopping = s.running > to ? `, ${s.running - to} still stop` : ''
    const done = Math.min(s.running, to) / Math.max(s.running, to)
    const progress = `${Math.min(s.running, to)} of ${to} tasks running${stopping}${complaintOf(s, at)}`
    return { state: 'pending', progress, done, lookAgainMs }
  },
  async reconcile({ params: p, before: b, at }, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(p, signal)
    const to = wanted(p, b.desired)
    if (s.desired === to || (p.atLeast !== undefined && s.desired > to))
      return { state: 'applied', receipt: { desired: to } }
    if (s.desired !== b.desired)
      return { state: 'cannot-tell', detail: `it wants ${s.desired} tasks, neither ${b.desired} nor ${to}` }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: `still ${s.desired} tasks, but the call may still arrive` }
    return { state: 'not-applied', detail: `it still wants ${s.desired} tasks` }
  },
  undo({ params: p, before: b }) {
    const { region, cluster, service, min, max } = p
    return isWithin(p, b.desired) ? { region, cluster, service, min, max, exactly: b.desired } : undefined
  },
})

/** The number that is meant, given what is there. */
export function wanted(
  p: { atLeast?: number | undefined; exactly?: number | undefined },
  desired: number,
): number {
  return p.exactly ?? Math.max(desired, p.atLeast ?? desired)
}

function isWithin({ min, max }: { min: number; max: number }, n: number): boolean {
  return n >= min && n <= max
}
