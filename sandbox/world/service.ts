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
export type Revision = {
  number: number
  registeredAt: number
  bad: boolean
  environment: Record<string, string>
}
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
    environment: { NODE_ENV: 'production', DB_POOL_SIZE: number < 41 ? '20' : '40' },
  }))
  let current: Deployment = { id: 'ecs-svc/1000000000000000001', createdAt: now() - 86_400_000, revision: 41 }
  let previous: Deployment | undefined
  let change: Change = { at: now() - 86_400_000, from: desired, to: desired }
  let next = 2
  /** Deployments that another one overtook. */
  const stopped = new Set<string>()

  /** Tasks start one after the other over the start time; they stop at once. */
  function ramp(since: number, from: number, to: number): number {
    if (to <= from) return to
    const share = Math.min(1, Math.max(0, (now() - since) / taskStartMs))
    return from + Math.floor((to - from) * share)
  }
  /** Every deployment there was, oldest first. */
  const history: Deployment[] = [
    ...revisions
      .slice(0, -1)
      .map((r, n) => ({ id: `ecs-svc/${n + 1}`, createdAt: r.registeredAt, revision: r.number })),
    current,
  ]
  /** Set while the platform finds no place for new tasks. */
  let stuck = false
  const rolledBack = new Set<string>()
  const kind = { scheduling: 'REPLICA', controller: 'ECS' }
  const fresh = () => (stuck ? 0 : ramp(current.createdAt, 0, change.to))
  const isRolling = () => previous !== undefined && fresh() < change.to
  const grown = () => (stuck ? Math.min(change.from, change.to) : ramp(change.at, change.from, change.to))
  const running = () => (isRolling() ? change.to : grown())

  const notes: { id: string; createdAt: number; message: string }[] = [
    { id: 'e0', createdAt: now() - 3_600_000, message: `(service ${name}) has reached a steady state.` },
  ]
  function note(message: string) {
    notes.unshift({ id: `e${notes.length}`, createdAt: now(), message })
    notes.length = Math.min(notes.length, 100)
  }

  return {
    region,
    cluster,
    name,
    family,
    revisions,
    /** What the platform says of the service, newest first. */
    events: () => notes,
    taskDefinition: () => `${family}:${current.revision}`,
    arn: `${account}:service/${cluster}/${name}`,
    desired: () => change.to,
    running,
    redeploy(revision: number = current.revision) {
      if (isRolling()) stopped.add(current.id)
      previous = current
      note(`(service ${name}) has started tasks of revision ${revision}.`)
      current = { id: `ecs-svc/${1_000_000_000_000_000_000n + BigInt(next++)}`, createdAt: now(), revision }
      history.push(current)
    },
    kind,
    /** Tasks that were asked for do not start, and the platform says why; without a reason they do again. */
    holdUp(reason: string | undefined) {
      stuck = reason !== undefined
      if (reason !== undefined) note(`(service ${name}) was unable to place a task because ${reason}`)
    },
    /** The platform's circuit breaker gives the deployment that is rolling out up, and goes back to the one before. */
    rollBack(reason: string) {
      if (previous === undefined) return
      note(`(service ${name}) (deployment ${current.id}) deployment failed: ${reason}`)
      note(`(service ${name}) rolling back to deployment ${previous.id}.`)
      rolledBack.add(current.id)
      current = previous
      previous = undefined
    },
    /** Every deployment there was, newest first, as AWS keeps them. */
    history: () =>
      history.toReversed().map(d => ({
        ...d,
        taskDefinition: `${family}:${d.revision}`,
        status:
          d.id === current.id && isRolling()
            ? 'IN_PROGRESS'
            : rolledBack.has(d.id)
              ? 'ROLLBACK_SUCCESSFUL'
              : stopped.has(d.id)
                ? 'STOPPED'
                : 'SUCCESSFUL',
      })),
    /** Somebody ships a new version. */
    ship(bad: boolean) {
      const number = Math.max(...revisions.map(r => r.number)) + 1
      const environment = { ...revisions.at(-1)?.environment, FEATURE_DEPOT_ROUTING: 'on' }
      revisions.push({ number, registeredAt: now(), bad, environment })
      this.redeploy(number)
    },
    /** Whether tasks of a bad revision serve callers. */
    runsBadRevision(): boolean {
      const isBad = (n: number) => revisions.some(r => r.number === n && r.bad)
      return isBad(current.revision) || (isRolling() && previous !== undefined && isBad(previous.revision))
    },
    scale(to: number) {
      note(`(service ${name}) has set its desired count to ${to}.`)
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
