import { z } from 'zod'
import { NotSent } from '../ports/faults.ts'
import type { Workloads } from '../ports/workloads.ts'
import type { ProductionPorts } from '../probe.ts'
import { defineAction } from './define.ts'

const name = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'expected a Kubernetes name: lower-case letters, digits and dashes',
  )
const params = z.strictObject({ namespace: name, deployment: name })
const landsWithinMs = 15_000

/** §4.3: every pod of a deployment is replaced, some at a time. */
export const kubernetesRolloutRestart = defineAction<
  z.output<typeof params>,
  { generation: number },
  { generation: number }
>({
  kind: 'kubernetes-rollout-restart',
  title: 'Restart a deployment',
  params,
  before: z.object({ generation: z.number() }),
  receipt: z.object({ generation: z.number() }),
  risk: 'irreversible',
  needs: ['kubernetes:get deployments', 'kubernetes:patch deployments'],
  executeWithinMs: 8000,
  target: p => `kubernetes/${p.namespace}/${p.deployment}`,
  check: () => 'every pod is a new one and ready',
  undoWords: () => 'not possible: a restart cannot be taken back',
  async preview(p, { ports, signal }) {
    const w = await workloadsOf(ports).describe(p, signal)
    if (w.replicas === 0)
      return {
        refused: `${p.deployment} in ${p.namespace} wants 0 pods, so there is nothing to restart.`,
        next: 'Look at the deployment in Kubernetes.',
      }
    if (w.paused)
      return {
        refused: `${p.deployment} in ${p.namespace} is paused, so a restart would not begin.`,
        next: 'Resume it first: kubectl rollout resume.',
      }
    const rolling = w.updated < w.replicas || w.total > w.replicas
    return {
      binds: { generation: w.generation },
      brief: `${w.replicas} pods`,
      shows: [
        {
          label: `${p.deployment} (${p.namespace})`,
          now: `${w.ready} of ${w.replicas} pods ready`,
          after: `${w.replicas} new pods`,
        },
        { label: 'Image', now: `${w.image} (stays)` },
        ...(rolling ? [{ label: 'Under way', now: 'a rollout is not complete: it is replaced' }] : []),
      ],
    }
  },
  execute: ({ params: p, request, at }, { ports, signal }) =>
    workloadsOf(ports).restart(p, { request, at }, signal),
  async verify({ params: p, request, at }, { generation }, { ports, signal, now }) {
    const w = await workloadsOf(ports).describe(p, signal)
    const lookAgainMs = now - at < 60_000 ? 3000 : 10_000
    if (w.generation > generation && w.restartedBy !== request)
      return { state: 'failed', detail: 'somebody has changed the deployment meanwhile; watch that rollout' }
    const done = Math.min(w.updated, w.ready) / Math.max(1, w.replicas)
    if (w.paused)
      return {
        state: 'failed',
        detail: 'the deployment was paused meanwhile: it rolls out once somebody resumes it',
      }
    const isThere =
      w.observed >= generation && w.updated === w.replicas && w.ready === w.replicas && w.total === w.replicas
    if (isThere) return { state: 'done', detail: `${w.ready} of ${w.replicas} new pods ready` }
    return {
      state: 'pending',
      progress: `${w.updated} of ${w.replicas} pods new, ${w.ready} ready`,
      done,
      lookAgainMs,
    }
  },
  async reconcile({ params: p, before: b, request, at }, { ports, signal, now }) {
    const w = await workloadsOf(ports).describe(p, signal)
    if (w.restartedBy === request) return { state: 'applied', receipt: { generation: w.generation } }
    if (w.generation !== b.generation)
      return { state: 'cannot-tell', detail: 'somebody has changed the deployment since' }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'unchanged, but the call may still arrive' }
    return { state: 'not-applied', detail: 'the deployment is unchanged' }
  },
  undo: () => undefined,
})

function workloadsOf(ports: ProductionPorts): Workloads {
  if (ports.workloads === undefined)
    throw new NotSent('off', 'Kubernetes is off (KUBECONFIG is not set)', { why: 'off' })
  return ports.workloads
}
