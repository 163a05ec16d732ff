import type { Claim, Verified } from './action.ts'
import { lookAgainAfter } from './ecs.ts'
import type { Deployment, ServiceState } from './ports/containers.ts'

/** How far AWS' clock may be behind ours. */
const clockToleranceMs = 5000

/** Why a service cannot be deployed to, in words that follow its name. */
export function whyNotDeployable({ status, desired }: ServiceState): string | undefined {
  if (status !== 'ACTIVE') return `is ${status}`
  return desired === 0 ? 'wants 0 tasks' : undefined
}

/** How far the deployment that an action made is. `before.primary` is the deployment that it replaces. */
export function judgeDeployment(
  s: ServiceState,
  { before: b, at }: Pick<Claim<unknown, { primary: string }>, 'before' | 'at'>,
  id: string,
  now: number,
): Verified {
  const ours = s.deployments.find(d => d.id === id)
  const primary = s.deployments.find(d => d.status === 'PRIMARY')
  const reason = ours?.rolloutReason
  if (ours?.rollout === 'FAILED')
    return { state: 'failed', detail: `the new deployment failed${reason ? `: ${reason}` : ''}` }
  const why = whyNotDeployable(s)
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

/** Deployments other than `primary` that were made since the claim, oldest first. */
export function findFresh(s: ServiceState, primary: string, at: number): Deployment[] {
  // Newer than what was the newest at the claim needs no clock; once that one has drained, clocks must do.
  const then = s.deployments.find(d => d.id === primary)?.createdAt
  const since = (made: number) => (then === undefined ? made >= at - clockToleranceMs : made > then)
  return s.deployments
    .filter(d => d.id !== primary && since(d.createdAt))
    .sort((x, y) => x.createdAt - y.createdAt)
}
