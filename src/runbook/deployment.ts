import type { Claim, Verified } from './action.ts'
import { landsWithinMs, lookAgainAfter } from './ecs.ts'
import type { Deployment, ServiceState } from './ports/containers.ts'

/** How far AWS' clock may be behind ours. */
const clockToleranceMs = 5000

/** Why a service cannot be deployed to, in words that follow its name. */
export function whyNotDeployable({ status, desired, controller }: ServiceState): string | undefined {
  if (status !== 'ACTIVE') return `is ${status}`
  if (controller === 'CODE_DEPLOY') return 'is deployed by AWS CodeDeploy'
  if (controller !== 'ECS') return `is deployed by a controller of its own (${controller})`
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
  if (ours === undefined) {
    // The deployment before it is the one in use again: AWS’ circuit breaker, or somebody, has rolled ours back.
    const rolledBack = primary?.id === b.primary ? whyRolledBack(s, id, primary, at) : undefined
    if (rolledBack !== undefined)
      return { state: 'failed', detail: `AWS rolled the new deployment back: ${rolledBack}` }
    if (primary?.id === b.primary && now >= at + landsWithinMs)
      return {
        state: 'failed',
        detail:
          'the deployment before it is in use again: it was rolled back; look at the events of the service in AWS',
      }
    return { state: 'pending', progress: 'AWS does not show the new deployment yet', done: 0, lookAgainMs }
  }
  const isComplete = (ours.rollout ?? 'COMPLETED') === 'COMPLETED'
  if (s.deployments.length === 1 && isComplete && ours.running === s.desired)
    return { state: 'done', detail: `${ours.running} of ${s.desired} new tasks running, old ones gone` }
  const losses = ours.failed > 0 ? `, ${ours.failed} failed to start` : ''
  const old = s.deployments.filter(d => d.id !== id).reduce((sum, d) => sum + d.running, 0)
  const draining = ours.running === s.desired && old > 0 ? `, ${old} old ones still stop` : ''
  return {
    state: 'pending',
    progress: `${ours.running} of ${s.desired} new tasks running${losses}${draining}${complaintOf(s, at)}`,
    done: Math.min(1, ours.running / s.desired),
    lookAgainMs,
  }
}

/** AWS’ own words for why the deployment `id` was rolled back, where it has said so. */
function whyRolledBack(s: ServiceState, id: string, primary: Deployment, at: number): string | undefined {
  if (/circuit breaker|roll(?:ing|ed) back/i.test(primary.rolloutReason ?? '')) return primary.rolloutReason
  const said = s.events.find(
    e => e.at >= at - clockToleranceMs && e.text.includes(id) && /failed|roll/i.test(e.text),
  )
  return said === undefined ? undefined : wordsOf(said.text)
}

/** What keeps tasks from starting, as AWS says it in the events of the service; it follows the progress. */
export function complaintOf(s: ServiceState, at: number): string {
  const said = s.events.find(
    e => e.at >= at - clockToleranceMs && /unable to|failed|insufficient|unhealthy|impaired/i.test(e.text),
  )
  return said === undefined ? '' : `. AWS: ${wordsOf(said.text)}`
}

const mostWords = 160
/** Without the name of the service, which people know. */
const wordsOf = (text: string) => text.replace(/^\(service [^)]*\)\s*/, '').slice(0, mostWords)

/** Deployments other than `primary` that were made since the claim, oldest first. */
export function findFresh(s: ServiceState, primary: string, at: number): Deployment[] {
  // Newer than what was the newest at the claim needs no clock; once that one has drained, clocks must do.
  const then = s.deployments.find(d => d.id === primary)?.createdAt
  const since = (made: number) => (then === undefined ? made >= at - clockToleranceMs : made > then)
  return s.deployments
    .filter(d => d.id !== primary && since(d.createdAt))
    .sort((x, y) => x.createdAt - y.createdAt)
}
