import { type Breakage, breakages, type FaultName } from './breakages.ts'
import { createLogGroup, type LogGroup } from './log-group.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createService, type EcsService } from './service.ts'
import type { SlowQueries } from './slow-queries.ts'
import { createWorkload, type Workload } from './workload.ts'

export type WorldOptions = { now: () => number; taskStartMs?: number }

/** What the customer scripts hand on. */
type CustomerMessage = { incident: string; message?: string; except: string[]; test?: { to: string } }

/**
 * The simulated production, as a function of time: nothing ticks, every reading is worked out from when
 * things were done. Faults have causes, and only the right action cures them.
 */
export class World {
  readonly services: Record<string, EcsService>
  readonly london: EcsService
  readonly ireland: EcsService
  readonly logs: LogGroup
  readonly metrics: Metrics
  /** What the operator's scripts have switched on. */
  readonly switches = new Map<string, boolean>([
    ['emergency-routing', false],
    ['enhanced-monitoring', false],
  ])
  /** The connection pooler, on Kubernetes. */
  readonly pooler: Workload
  /** Set where there is a real database. */
  slowQueries: SlowQueries | undefined
  cacheWarmed = 0
  /** The warming of the cache is refused. */
  refusesWarming = false
  /** How many customers have a request under way. */
  recipients = 37
  /** What customers were sent, and tests that people sent to themselves. */
  readonly told: {
    audience: string
    message: string
    incident: string
    to: string | null
    reached: string[]
  }[] = []
  /** The provider takes this many messages and refuses the rest. */
  takesMessages: number | undefined
  /** CloudWatch has no data points. */
  withoutMetrics = false
  /** End-to-end tests that were sent to production. */
  testRequests = 0
  /** Paths of the customer's that answer something odd, whatever the state of things. */
  readonly odd = new Map<string, [status: number, body: unknown]>()
  readonly now: () => number
  readonly #since = new Map<FaultName, number>()
  /** When each fault was last seen to hurt: what it wrote and burnt ends there. */
  readonly #began = new Map<FaultName, number>()
  readonly #until = new Map<FaultName, number>()

  constructor({ now, taskStartMs = 20_000 }: WorldOptions) {
    this.now = now
    const make = (region: string, cluster: string, desired: number) =>
      createService({ now, region, cluster, name: 'tyrehero-emergency-api', desired, taskStartMs })
    this.london = make('eu-west-2', 'tyrehero-production', 4)
    this.ireland = make('eu-west-1', 'tyrehero-production-secondary', 2)
    this.pooler = createWorkload({ now, name: 'pgbouncer', replicas: 2, podMs: taskStartMs / 3 })
    const pains = () => this.pains()
    this.logs = createLogGroup({ now, region: 'eu-west-2', name: '/ecs/tyrehero-emergency', pains })
    this.metrics = createMetrics(pains)
    this.services = { [key(this.london)]: this.london, [key(this.ireland)]: this.ireland }
  }

  break(fault: FaultName): void {
    this.#since.set(fault, this.now())
    this.#began.set(fault, this.now())
    this.#find(fault)?.starts?.(this)
  }
  /** Takes a fault away, as if nothing had been. */
  cure(fault: FaultName): void {
    if (this.hurts(fault)) this.#find(fault)?.ends?.(this)
    this.#since.delete(fault)
  }
  /** Since when a fault is switched on, cured by now or not. */
  since(fault: FaultName): number | undefined {
    return this.#since.get(fault)
  }
  hurts(fault: FaultName): boolean {
    const since = this.#since.get(fault)
    const hurts = since !== undefined && (this.#find(fault)?.hurts(this, since) ?? false)
    if (hurts) this.#until.set(fault, this.now())
    return hurts
  }

  /** From when to when faults have hurt, as far as anybody has looked. */
  pains(): { fault: FaultName; from: number; to: number }[] {
    for (const { name } of breakages) this.hurts(name)
    return breakages.flatMap(({ name }) => {
      const from = this.#began.get(name)
      const to = this.#until.get(name)
      return from === undefined || to === undefined || to < from ? [] : [{ fault: name, from, to }]
    })
  }

  #find(fault: FaultName): Breakage | undefined {
    return breakages.find(b => b.name === fault)
  }

  /** One more service in the main region, as healthy as can be. */
  addService(name: string): EcsService {
    const { region, cluster } = this.london
    const service = createService({ now: this.now, region, cluster, name, desired: 2, taskStartMs: 200 })
    this.services[key(service)] = service
    return service
  }

  find(region: string, cluster: string, name: string): EcsService | undefined {
    return this.services[`${region}/${cluster}/${name}`]
  }

  /** The main region is well when its deployment is newer than the fault, and complete. */
  isMainRegionNewerThan(since: number): boolean {
    const primary = this.london.deployments().find(d => d.status === 'PRIMARY')
    return primary !== undefined && primary.createdAt > since && primary.rolloutState === 'COMPLETED'
  }

  isApiUp(): boolean {
    return !(['api-down', 'bad-deploy', 'slow-queries'] as const).some(f => this.hurts(f))
  }

  /** The second region can carry the callers once six tasks run there. */
  isEmergencyUp(): boolean {
    return this.isApiUp() || this.ireland.running() >= 6
  }

  /** Signing in; callers who have asked for help do not need it. */
  isSignInUp(): boolean {
    return this.isApiUp() && !this.hurts('sign-in-down')
  }

  /** Callers that wait: two on a quiet day, one more every few seconds while they cannot be served. */
  queueLength(): number {
    const waiting = (fault: FaultName, everyMs: number) =>
      this.hurts(fault) ? Math.floor((this.now() - (this.#since.get(fault) ?? 0)) / everyMs) : 0
    return 2 + waiting('api-down', 5000) + waiting('overload', 3000)
  }

  /** People who tried and could not be helped, by the queue's own count. */
  customersAffected(): number {
    const lost = (fault: FaultName, atOnce: number, everyMs: number) =>
      this.hurts(fault) ? atOnce + Math.floor((this.now() - (this.#since.get(fault) ?? 0)) / everyMs) : 0
    return lost('api-down', 240, 500) + lost('slow-queries', 180, 500) + lost('overload', 60, 250)
  }

  countRecipients(sent: CustomerMessage) {
    return { recipients: this.#remaining(sent).length }
  }

  /** One of twenty numbers is wrong. */
  tell(audience: string, sent: CustomerMessage) {
    const { incident, message = '', test } = sent
    const wanted = test === undefined ? this.#remaining(sent) : ['test-1']
    const right = wanted.slice(Math.floor(wanted.length / 20))
    const reached = right.slice(0, this.takesMessages)
    this.told.push({ audience, message, incident, to: test?.to ?? null, reached })
    const [recipients, delivered] = [wanted.length, reached.length]
    const exitCode = delivered < right.length ? 1 : 0
    return { reached, recipients, delivered, failed: recipients - delivered, exitCode }
  }

  #remaining({ except }: CustomerMessage): string[] {
    const left = new Set(except)
    return Array.from({ length: this.recipients }, (_, n) => `c-${n + 1}`).filter(c => !left.has(c))
  }

  errorsPerMinute(): number {
    const rates: [FaultName, number][] = [
      ['api-down', 240],
      ['overload', 35],
      ['bad-deploy', 410],
      ['slow-queries', 120],
      ['database-down', 90],
      ['cache-down', 12],
      ['sign-in-down', 55],
    ]
    return rates.reduce((sum, [fault, rate]) => sum + (this.hurts(fault) ? rate : 0), 0)
  }
}

const key = (s: EcsService) => `${s.region}/${s.cluster}/${s.name}`
