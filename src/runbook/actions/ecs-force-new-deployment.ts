import { z } from 'zod'
import { findFresh, judgeDeployment, whyNotDeployable } from '../deployment.ts'
import { containersOf, landsWithinMs, revisionOf, serviceTarget } from '../ecs.ts'
import { Ambiguous } from '../ports/faults.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const before = z.object({ desired: z.number(), taskDefinition: z.string(), primary: z.string() })

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
    const why = whyNotDeployable(s)
    if (why !== undefined || primary === undefined)
      return {
        refused: `${p.service} in ${p.region} ${why ?? 'has no deployment of its own'}, so it cannot be restarted.`,
        next: 'Look at the service in AWS.',
      }
    const { image } = await containers.describeRevision(p, s.taskDefinition, signal)
    const isRolling = primary.rollout === 'IN_PROGRESS' || s.deployments.length > 1
    return {
      brief: `${s.desired} tasks`,
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
    return judgeDeployment(
      await containersOf(ports).describeService(claim.params, signal),
      claim,
      deployment,
      now,
    )
  },
  async reconcile({ params, before: b, at }, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(params, signal)
    const fresh = findFresh(s, b.primary, at)
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
