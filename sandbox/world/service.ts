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
type Deployment = { id: string; createdAt: number; revision: number }
/** A revision of the task definition; `bad` ones start but do not work. */
export type Revision = { number: number; registeredAt: number; bad: boolean }
type Change = { at: number; from: number; to: number }
export type EcsService = ReturnType<typeof createService>

/** One ECS service: tasks take time to start, old ones leave when the new ones run. */
export function createService({ now, region, cluster, name, desired, taskStartMs }: ServiceOptions) {
  const account = `arn:aws:ecs:${region}:123456789012`
  const family = `${account}:task-definition/tyrehero-emergency`
  const revisions: Revision[] = [39, 40, 41].map(number => ({
    number,
    registeredAt: now() - (42 - number) * 3 * 86_400_000,
    bad: false,
  }))
  let current: Deployment = { id: 'ecs-svc/1000000000000000001', createdAt: now() - 86_400_000, revision: 41 }
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
    family,
    revisions,
    taskDefinition: () => `${family}:${current.revision}`,
    arn: `${account}:service/${cluster}/${name}`,
    desired: () => change.to,
    running,
    redeploy(revision: number = current.revision) {
      previous = current
      current = { id: `ecs-svc/${1_000_000_000_000_000_000n + BigInt(next++)}`, createdAt: now(), revision }
    },
    /** Somebody ships a new version. */
    ship(bad: boolean) {
      const number = Math.max(...revisions.map(r => r.number)) + 1
      revisions.push({ number, registeredAt: now(), bad })
      this.redeploy(number)
    },
    /** Whether tasks of a bad revision serve callers. */
    runsBadRevision(): boolean {
      const isBad = (n: number) => revisions.some(r => r.number === n && r.bad)
      return isBad(current.revision) || (isRolling() && previous !== undefined && isBad(previous.revision))
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
        taskDefinition: `${family}:${current.revision}`,
        desiredCount: change.to,
        runningCount: rolling ? fresh() : running(),
        createdAt: current.createdAt,
      }
      if (!rolling || previous === undefined) return [primary]
      const left = change.to - fresh()
      const old: DeploymentView = {
        ...primary,
        id: previous.id,
        createdAt: previous.createdAt,
        taskDefinition: `${family}:${previous.revision}`,
        status: 'ACTIVE',
        rolloutState: 'COMPLETED',
        runningCount: left,
      }
      return [primary, old]
    },
  }
}
