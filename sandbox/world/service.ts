export type ServiceOptions = {
  now: () => number
  region: string
  cluster: string
  name: string
  desired: number
  taskStartMs: number
}
export type DeploymentView = {
  id: string
  status: 'PRIMARY' | 'ACTIVE'
  rolloutState: 'COMPLETED' | 'IN_PROGRESS'
  taskDefinition: string
  desiredCount: number
  runningCount: number
  createdAt: number
}
type Deployment = { id: string; createdAt: number }
type Change = { at: number; from: number; to: number }
export type EcsService = ReturnType<typeof createService>

/** One ECS service: tasks take time to start, old ones leave when the new ones run. */
export function createService({ now, region, cluster, name, desired, taskStartMs }: ServiceOptions) {
  const account = `arn:aws:ecs:${region}:123456789012`
  const taskDefinition = `${account}:task-definition/tyrehero-emergency:41`
  let current: Deployment = { id: 'ecs-svc/1000000000000000001', createdAt: now() - 86_400_000 }
  let previous: Deployment | undefined
  let change: Change = { at: now() - 86_400_000, from: desired, to: desired }
  let next = 2

  /** Tasks start one after the other over the start time; they stop at once. */
  function ramp(since: number, from: number, to: number): number {
    if (to <= from) return to
    const share = Math.min(1, Math.max(0, (now() - since) / taskStartMs))
    return from + Math.floor((to - from) * share)
  }
  const fresh = () => ramp(current.createdAt, 0, change.to)
  const isRolling = () => previous !== undefined && fresh() < change.to
  const running = () => (isRolling() ? change.to : ramp(change.at, change.from, change.to))

  return {
    region,
    cluster,
    name,
    taskDefinition,
    arn: `${account}:service/${cluster}/${name}`,
    desired: () => change.to,
    running,
    redeploy() {
      previous = current
      current = { id: `ecs-svc/${1_000_000_000_000_000_000n + BigInt(next++)}`, createdAt: now() }
    },
    scale(to: number) {
      change = { at: now(), from: running(), to }
    },
    deployments(): DeploymentView[] {
      const rolling = isRolling()
      const steady = rolling || running() < change.to
      const primary: DeploymentView = {
        id: current.id,
        status: 'PRIMARY',
        rolloutState: steady ? 'IN_PROGRESS' : 'COMPLETED',
        taskDefinition,
        desiredCount: change.to,
        runningCount: rolling ? fresh() : running(),
        createdAt: current.createdAt,
      }
      if (!rolling || previous === undefined) return [primary]
      const left = change.to - fresh()
      const old: DeploymentView = {
        ...primary,
        ...previous,
        status: 'ACTIVE',
        rolloutState: 'COMPLETED',
        runningCount: left,
      }
      return [primary, old]
    },
  }
}
