import { z } from 'zod'
import type { Claim, Verified } from '../action.ts'
import { containersOf, landsWithinMs, lookAgainAfter, revisionOf, serviceTarget } from '../ecs.ts'
import type { ServiceRef, ServiceState } from '../ports/containers.ts'
import { Ambiguous } from '../ports/faults.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const before = z.object({ desired: z.number(), taskDefinition: z.string(), primary: z.string() })
type Before = z.output<typeof before>
/** How far AWS' clock may be behind ours. */
const clockToleranceMs = 5000

/** §3.1 P1 step 1: every task is replaced by a fresh one of the same revision. */
export const ecsForceNewDeployment = defineAction({
  kind: 'ecs-force-new-deployment',
  title: 'Restart a service',
  params: z.strictObject(serviceShape),
  before,
  receipt: z.object({ deployment: z.string() }),
  risk: 'irreversible',
  needs: ['ecs:DescribeServices', 'ecs:DescribeTaskDefinition', 'ecs:UpdateService'],
  executeWithinMs: 8000,
  target: serviceTarget,
  check: (_, b) => `a new deployment is complete and ${b.desired} of ${b.desired} tasks run`,
  undoWords: () => 'not possible: a restart cannot be taken back',
  async preview(p, { ports, signal }) {
    const containers = containersOf(ports)
    const s = await containers.describeService(p, signal)
    const primary = s.deployments.find(d => d.status === 'PRIMARY')
    const why = whyNot(s)
    if (why !== undefined || primary === undefined)
      return {
        refused: `${p.service} in ${p.region} ${why ?? 'has no deployment of its own'}, so it cannot be restarted.`,
        next: 'Look at the service in AWS.',
      }
    const image = await containers.describeImage(p, s.taskDefinition, signal)
    const isRolling = primary.rollout === 'IN_PROGRESS' || s.deployments.length > 1
    return {
      binds: { desired: s.desired, taskDefinition: s.taskDefinition, primary: primary.id },
      shows: [
        {
          label: `${p.service} (${p.region})`,
          now: `${s.running} of ${s.desired} tasks running`,
          after: `${s.desired} new tasks`,
        },
        { label: 'Revision', now: `${revisionOf(s.taskDefinition)}, image ${image} (stays)` },
        ...(isRolling ? [{ label: 'Under way', now: 'a deployment is rolling out: it is replaced' }] : []),
      ],
    }
  },
  async execute({ params, before: b }, { ports, signal }) {
    const receipt = await containersOf(ports).forceNewDeployment(params, signal)
    // Verified against the old deployment, a restart that did not happen would look complete.
    if (receipt.deployment === b.primary)
      throw new Ambiguous('AWS accepted the restart but shows no new deployment yet')
    return receipt
  },
  async verify(claim, { deployment }, { ports, signal, now }) {
    return judge(await containersOf(ports).describeService(claim.params, signal), claim, deployment, now)
  },
  async reconcile({ params, before: b, at }, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(params, signal)
    const fresh = findFresh(s, b, at)
    const ours = fresh.find(d => d.taskDefinition === b.taskDefinition)
    if (ours !== undefined) return { state: 'applied', receipt: { deployment: ours.id } }
    if (fresh.length > 0)
      return { state: 'cannot-tell', detail: 'somebody has deployed another revision since' }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'no new deployment yet, but the call may still arrive' }
    return { state: 'not-applied', detail: 'production shows no new deployment since' }
  },
  undo: () => undefined,
})

function whyNot({ status, desired }: ServiceState): string | undefined {
  if (status !== 'ACTIVE') return `is ${status}`
  return desired === 0 ? 'wants 0 tasks' : undefined
}

function judge(
  s: ServiceState,
  { before: b, at }: Claim<ServiceRef, Before>,
  id: string,
  now: number,
): Verified {
  const ours = s.deployments.find(d => d.id === id)
  const primary = s.deployments.find(d => d.status === 'PRIMARY')
  const reason = ours?.rolloutReason
  if (ours?.rollout === 'FAILED')
    return { state: 'failed', detail: `the new deployment failed${reason ? `: ${reason}` : ''}` }
  const why = whyNot(s)
  if (why !== undefined) return { state: 'failed', detail: `the service ${why} meanwhile` }
  if (primary !== undefined && primary.id !== id && primary.id !== b.primary)
    return {
      state: 'failed',
      detail: 'a newer deployment has taken its place (somebody’s, or AWS rolling back); watch that one',
    }
  const lookAgainMs = lookAgainAfter(now - at)
  if (ours === undefined)
    return { state: 'pending', progress: 'AWS does not show the new deployment yet', done: 0, lookAgainMs }
  const isComplete = (ours.rollout ?? 'COMPLETED') === 'COMPLETED'
  if (s.deployments.length === 1 && isComplete && ours.running === s.desired)
    return { state: 'done', detail: `${ours.running} of ${s.desired} new tasks running, old ones gone` }
  const losses = ours.failed > 0 ? `, ${ours.failed} failed to start` : ''
  return {
    state: 'pending',
    progress: `${ours.running} of ${s.desired} new tasks running${losses}`,
    done: Math.min(1, ours.running / s.desired),
    lookAgainMs,
  }
}

/** Deployments that `before` lacks and that were made since the claim, oldest first. */
function findFresh(s: ServiceState, b: Before, at: number) {
  // Newer than what was the newest at the claim needs no clock; once that one has drained, clocks must do.
  const then = s.deployments.find(d => d.id === b.primary)?.createdAt
  const since = (made: number) => (then === undefined ? made >= at - clockToleranceMs : made > then)
  return s.deployments
    .filter(d => d.id !== b.primary && since(d.createdAt))
    .sort((x, y) => x.createdAt - y.createdAt)
}
