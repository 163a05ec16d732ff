import { z } from 'zod'
import type { Refusal } from '../../incident/decision.ts'
import type { Incident } from '../../incident/state.ts'
import type { Choosable } from '../action.ts'
import { findFresh, judgeDeployment, whyNotDeployable } from '../deployment.ts'
import { containersOf, landsWithinMs, revisionOf, serviceTarget } from '../ecs.ts'
import { findPreviousRevision, type RevisionChoice } from '../find-previous-revision.ts'
import { Ambiguous } from '../ports/faults.ts'
import { serviceShape } from '../service-params.ts'
import { defineAction } from './define.ts'

const arn = z
  .string()
  .regex(/^arn:aws[\w-]*:ecs:[^\s]+:task-definition\/[\w-]+:\d+$/, 'expected a task definition')
const params = z.strictObject({
  ...serviceShape,
  to: arn.optional(),
  /** Written in when it is asked for: revisions that this incident has rolled back from. */
  bad: z.array(arn).optional(),
})
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
    'ecs:DescribeServiceRevisions',
    'ecs:DescribeTaskDefinition',
    'ecs:ListServiceDeployments',
    'ecs:ListTaskDefinitions',
    'ecs:UpdateService',
    'iam:PassRole',
  ],
  executeWithinMs: 8000,
  target: serviceTarget,
  check: (_, b) => `every task runs ${revisionOf(b.to)}, the old ones are gone`,
  undoWords: (_, b) => `forward again to ${revisionOf(b.taskDefinition)}`,
  fill(p, incident) {
    const bad = listBad(incident, serviceTarget(p))
    return bad.length === 0 ? p : { ...p, bad }
  },
  async preview(p, { ports, signal, now }) {
    const containers = containersOf(ports)
    const s = await containers.describeService(p, signal)
    const primary = s.deployments.find(d => d.status === 'PRIMARY')
    const why = whyNotDeployable(s)
    if (why !== undefined || primary === undefined)
      return refuseService(p, why ?? 'has no deployment of its own')
    const previous =
      p.to === undefined
        ? await findPreviousRevision({ containers, ref: p, service: s, bad: p.bad ?? [], signal })
        : { to: p.to }
    if ('choices' in previous) return chooseRevision(p, s.taskDefinition, previous.choices, now)
    const { to } = previous
    if (familyOf(to) !== familyOf(s.taskDefinition))
      return {
        refused: `${revisionOf(to)} is no revision of what ${p.service} runs (${revisionOf(s.taskDefinition)}).`,
        next: 'Choose a revision of the same family.',
      }
    const binds = { taskDefinition: s.taskDefinition, primary: primary.id, to }
    if (to === s.taskDefinition)
      return { binds, shows: [], nothingToDo: `${p.service} runs ${revisionOf(to)} already: nothing to do.` }
    const [then, next] = await Promise.all(
      [s.taskDefinition, to].map(td => containers.describeRevision(p, td, signal)),
    )
    if (next?.isActive === false)
      return {
        refused: `${revisionOf(to)} was deregistered, so it cannot be run any more.`,
        next: 'Ask for the rollback again, or deploy a fixed version.',
      }
    const age = (at: number | undefined) => (at === undefined ? '' : `, ${registered(at, now)}`)
    return {
      binds,
      brief: `${revisionOf(s.taskDefinition)} → ${revisionOf(to)}`,
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
    // What runs now says it, whatever the clocks of AWS say of when it was made.
    const primary = s.deployments.find(d => d.status === 'PRIMARY')
    if (primary !== undefined && primary.id !== b.primary && primary.taskDefinition === b.to)
      return { state: 'applied', receipt: { deployment: primary.id } }
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

/** What earlier requests of this incident have taken the service away from, and nobody has gone back to. */
function listBad(incident: Incident, target: string): string[] {
  const done = Object.values(incident.requests).filter(
    r =>
      r.kind === 'ecs-rollback' &&
      r.target === target &&
      r.status === 'succeeded' &&
      r.undoneBy === undefined,
  )
  // An undo goes forward to a revision on purpose: it says nothing of the one that it leaves.
  return done
    .filter(r => r.undoes === undefined)
    .flatMap(r => {
      const found = before.safeParse(r.before)
      return found.success ? [found.data.taskDefinition] : []
    })
}

const familyOf = (td: string) => revisionOf(td).split(':')[0]

function registered(at: number, now: number): string {
  const days = Math.max(0, Math.floor((now - at) / dayMs))
  return days === 0 ? 'registered today' : `registered ${days} ${days === 1 ? 'day' : 'days'} ago`
}

/** AWS tells of no revision that ran before: people choose one, by what is known of each. */
function chooseRevision(
  p: { service: string; region: string },
  present: string,
  choices: RevisionChoice[],
  now: number,
): Refusal & Choosable {
  const runs = `${p.service} in ${p.region} runs ${revisionOf(present)}, and`
  if (choices.length === 0)
    return {
      refused: `${runs} no earlier revision can still be run.`,
      next: 'Deploy a fixed version instead.',
    }
  return {
    refused: `${runs} AWS does not say which revision ran well before it.`,
    next: 'Choose the revision to go back to.',
    choice: {
      param: 'to',
      label: `Revision for ${p.service}`,
      options: choices.map(c => ({
        value: c.taskDefinition,
        label: `${revisionOf(c.taskDefinition)} · ${c.image.split('/').at(-1)}`,
        hint: [
          c.registeredAt === undefined ? undefined : registered(c.registeredAt, now),
          c.ended ?? 'AWS knows no deployment of it',
        ]
          .filter(w => w !== undefined)
          .join('; '),
      })),
    },
  }
}

function refuseService(p: { service: string; region: string }, why: string): Refusal {
  return {
    refused: `${p.service} in ${p.region} ${why}, so it cannot be rolled back.`,
    next: 'Look at the service in AWS.',
  }
}
