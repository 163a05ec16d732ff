import type { Announcer } from './ports/announcer.ts'
import type { Cache } from './ports/cache.ts'
import type { Charts } from './ports/charts.ts'
import type { Containers } from './ports/containers.ts'
import type { Database, DatabaseAdmin } from './ports/database.ts'
import type { Deliveries } from './ports/deliveries.ts'
import type { Endpoints } from './ports/endpoints.ts'
import type { Why } from './ports/faults.ts'
import type { LoadBalancers } from './ports/load-balancers.ts'
import type { Logs } from './ports/logs.ts'
import type { Metrics } from './ports/metrics.ts'
import type { Scratch } from './ports/scratch.ts'
import type { Scripts } from './ports/scripts.ts'
import type { Secrets } from './ports/secrets.ts'
import type { Workloads } from './ports/workloads.ts'

/** What probes and actions reach production through; an absent one is switched off. */
export type ProductionPorts = {
  endpoints: Endpoints
  containers?: Containers
  database?: Database
  databaseAdmin?: DatabaseAdmin
  cache?: Cache
  /** The Redis that Pitcrew itself lives on: never touched by an action. */
  ownRedis?: { runId(): Promise<string> }
  loadBalancers?: LoadBalancers
  logs?: Logs
  metrics?: Metrics
  charts?: Charts
  scratch?: Scratch
  scripts?: Scripts
  /** Whom messages to customers have reached. */
  deliveries?: Deliveries
  announcer?: Announcer
  secrets?: Secrets
  workloads?: Workloads
}
export type Ctx = {
  ports: ProductionPorts
  signal: AbortSignal
  now: number
  /** The playbook marks what is asked as an assumption: where it does not exist, it counts as not asked. */
  isAssumed?: boolean
}

export type Evidence = Record<string, { value: number | string | boolean; unit?: string }>
/**
 * Unknown is never healthy (promise 6), and is only for what Pitcrew itself is unable to tell: what does not answer is
 * unhealthy, and `why` says how it failed to.
 */
export type Finding =
  | { verdict: 'healthy'; detail: string; evidence: Evidence }
  | { verdict: 'unhealthy'; why?: Why; detail: string; evidence: Evidence }
  | { verdict: 'unknown'; why: Why; detail: string }
