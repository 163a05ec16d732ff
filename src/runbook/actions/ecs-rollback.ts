import { z } from 'zod'
import type { Refusal } from '../../incident/decision.ts'
import { findFresh, judgeDeployment, whyNotDeployable } from '../deployment.ts'
import { containersOf, landsWithinMs, revisionOf, serviceTarget } from '../ecs.ts'
import { Ambiguous } from '../ports/faults.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const arn = z
  .string()
  .regex(/^arn:aws[\w-]*:ecs:[^\s]+:task-definition\/[\w-]+:\d+$/, 'expected a task definition')
const params = z.strictObject({ ...serviceShape, to: arn.optional() })
const before = z.object({ taskDefinition: z.string(), primary: z.string(), to: z.string() })
const dayMs = 86_400_000

/** § Emergency Rollback: the revision before this one. `to` names another, as the way forward again does. */
export const ecsRollback = defineAction<
  z.output<typeof params>,
  z.output<typeof before>,
  { deployment: string }
>({
  kind: 'ecs-rollback',
  title: 'Roll a service back',
  params,
  before,
  receipt: z.object({ deployment: z.string() }),
  risk: 'high',
  needs: [
    'ecs:DescribeServices',
    'ecs:DescribeTaskDefinition',
    'ecs:ListTaskDefinitions',
    'ecs:UpdateService',
    'iam:PassRole',
  ],
  executeWithinMs: 8000,
  target: serviceTarget,
  check: (_, b) => `every task runs ${revisionOf(b.to)}, the old ones are gone`,
  undoWords: (_, b) => `forward again to ${revisionOf(b.taskDefinition)}`,
  async preview(p, { ports, signal, now }) {
    const containers = containersOf(ports)
    const s = await containers.describeService(p, signal)
    const primary = s.deployments.find(d => d.status === 'PRIMARY')
    const why = whyNotDeployable(s)
    if (why !== undefined || primary === undefined)
      return refuseService(p, why ?? 'has no deployment of its own')
    const to = p.to ?? (await findPredecessor())
    if (to === undefined)
      return {
        refused: `${p.service} in ${p.region} runs ${revisionOf(s.taskDefinition)}, and no earlier revision can still be run.`,
        next: 'Deploy a fixed version instead.',
      }
    const binds = { taskDefinition: s.taskDefinition, primary: primary.id, to }
    if (to === s.taskDefinition)
      return { binds, shows: [], nothingToDo: `${p.service} runs ${revisionOf(to)} already: nothing to do.` }
    const [then, next] = await Promise.all(
      [s.taskDefinition, to].map(td => containers.describeRevision(p, td, signal)),
    )
    const age = (at: number | undefined) =>
      at === undefined ? '' : `, registered ${Math.max(0, Math.floor((now - at) / dayMs))} days ago`
    return {
      binds,
      shows: [
        {
          label: `${p.service} (${p.region})`,
          now: revisionOf(s.taskDefinition),
          after: revisionOf(to),
        },
        {
          label: 'Image',
          now: `${then?.image}${age(then?.registeredAt)}`,
          after: `${next?.image}${age(next?.registeredAt)}`,
        },
      ],
    }

    async function findPredecessor(): Promise<string | undefined> {
      const number = (td: string) => Number(td.split(':').at(-1))
      const all = await containers.listRevisions(p, s.taskDefinition, signal)
      return all.find(td => number(td) < number(s.taskDefinition))
    }
  },
  async execute({ params, before: b }, { ports, signal }) {
    const receipt = await containersOf(ports).setRevision(params, b.to, signal)
    if (receipt.deployment === b.primary)
      throw new Ambiguous('AWS accepted the rollback but shows no new deployment yet')
    return receipt
  },
  async verify(claim, { deployment }, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(claim.params, signal)
    return judgeDeployment(s, claim, deployment, now)
  },
  async reconcile({ params, before: b, at }, { ports, signal, now }) {
    const s = await containersOf(ports).describeService(params, signal)
    const fresh = findFresh(s, b.primary, at)
    const ours = fresh.find(d => d.taskDefinition === b.to)
    if (ours !== undefined) return { state: 'applied', receipt: { deployment: ours.id } }
    if (fresh.length > 0)
      return { state: 'cannot-tell', detail: 'somebody has deployed another revision since' }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'no new deployment yet, but the call may still arrive' }
    return { state: 'not-applied', detail: `it still runs ${revisionOf(s.taskDefinition)}` }
  },
  undo: ({ params: { region, cluster, service }, before: b }) => ({
    region,
    cluster,
    service,
    to: b.taskDefinition,
  }),
})

function refuseService(p: { service: string; region: string }, why: string): Refusal {
  return {
    refused: `${p.service} in ${p.region} ${why}, so it cannot be rolled back.`,
    next: 'Look at the service in AWS.',
  }
}
