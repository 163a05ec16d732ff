import { z } from 'zod'
import { containersOf, lookAgainMs, revisionOf, serviceTarget } from '../ecs.ts'
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
    if (s.status !== 'ACTIVE' || primary === undefined)
      return {
        refused: `${p.service} in ${p.region} is ${s.status}, so it cannot be restarted.`,
        next: 'Look at the service in AWS.',
      }
    const image = await containers.describeImage(p, s.taskDefinition, signal)
    return {
      binds: { desired: s.desired, taskDefinition: s.taskDefinition, primary: primary.id },
      shows: [
        {
          label: `${p.service} (${p.region})`,
          now: `${s.running} of ${s.desired} tasks running`,
          after: `${s.desired} new tasks`,
        },
        { label: 'Revision', now: `${revisionOf(s.taskDefinition)}, image ${image} (stays)` },
      ],
    }
  },
  execute: ({ params }, { ports, signal }) => containersOf(ports).forceNewDeployment(params, signal),
  async verify({ params, before: b }, { deployment }, { ports, signal }) {
    const s = await containersOf(ports).describeService(params, signal)
    const ours = s.deployments.find(d => d.id === deployment)
    const primary = s.deployments.find(d => d.status === 'PRIMARY')
    if (ours === undefined || ours.rollout === 'FAILED')
      return {
        state: 'failed',
        detail: `the new deployment failed${ours?.rolloutReason ? `: ${ours.rolloutReason}` : ''}`,
      }
    if (primary !== undefined && primary.id !== deployment)
      return { state: 'failed', detail: 'somebody started a newer deployment meanwhile; watch that one' }
    const isSteady = s.deployments.length === 1 && ours.running >= s.desired
    if (isSteady && (ours.rollout ?? 'COMPLETED') === 'COMPLETED')
      return { state: 'done', detail: `${ours.running} of ${s.desired} new tasks running, old ones gone` }
    const done = b.desired === 0 ? 0 : ours.running / Math.max(1, s.desired)
    return {
      state: 'pending',
      progress: `${ours.running} of ${s.desired} new tasks running`,
      done,
      lookAgainMs,
    }
  },
  async reconcile({ params, before: b, at }, { ports, signal }) {
    const s = await containersOf(ports).describeService(params, signal)
    const fresh = s.deployments.find(d => d.id !== b.primary && d.createdAt >= at - 5000)
    if (fresh !== undefined) return { state: 'applied', receipt: { deployment: fresh.id } }
    return { state: 'not-applied', detail: 'production shows no new deployment since' }
  },
  undo: () => undefined,
})
