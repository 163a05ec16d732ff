import { createService, type EcsService } from './service.ts'

export type WorldOptions = { now: () => number; taskStartMs?: number }
export type FaultName = 'api-down'

/**
 * The simulated production, as a function of time: nothing ticks, every reading is worked out from when
 * things were done. Faults have causes, and only the right action cures them.
 */
export class World {
  readonly services: Record<string, EcsService>
  readonly now: () => number
  #apiDownSince: number | undefined

  constructor({ now, taskStartMs = 20_000 }: WorldOptions) {
    this.now = now
    const make = (region: string, cluster: string, desired: number) =>
      createService({ now, region, cluster, name: 'tyrehero-emergency-api', desired, taskStartMs })
    const london = make('eu-west-2', 'tyrehero-production', 4)
    const ireland = make('eu-west-1', 'tyrehero-production-secondary', 2)
    this.services = { [key(london)]: london, [key(ireland)]: ireland }
  }

  /** `api-down`: every task that runs now hangs. Only tasks started later are well. */
  break(_fault: FaultName): void {
    this.#apiDownSince = this.now()
  }

  find(region: string, cluster: string, name: string): EcsService | undefined {
    return this.services[`${region}/${cluster}/${name}`]
  }

  /** The main region is well when its deployment is newer than the fault, and complete. */
  isApiUp(): boolean {
    const since = this.#apiDownSince
    if (since === undefined) return true
    const london = this.find('eu-west-2', 'tyrehero-production', 'tyrehero-emergency-api')
    const primary = london?.deployments().find(d => d.status === 'PRIMARY')
    return primary !== undefined && primary.createdAt > since && primary.rolloutState === 'COMPLETED'
  }

  /** The second region can carry the callers once six tasks run there. */
  isEmergencyUp(): boolean {
    const ireland = this.find('eu-west-1', 'tyrehero-production-secondary', 'tyrehero-emergency-api')
    return this.isApiUp() || (ireland?.running() ?? 0) >= 6
  }

  queueLength(): number {
    if (this.#apiDownSince === undefined || this.isApiUp()) return 2
    return 2 + Math.floor((this.now() - this.#apiDownSince) / 5000)
  }
}

const key = (s: EcsService) => `${s.region}/${s.cluster}/${s.name}`
