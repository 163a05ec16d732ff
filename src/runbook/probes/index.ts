import { albTargetHealth } from './alb-target-health.ts'
import type { AnyProbe } from './define.ts'
import { ecsService } from './ecs-service.ts'
import { httpEndpoint } from './http-endpoint.ts'
import { postgresConnections } from './postgres-connections.ts'
import { postgresReady } from './postgres-ready.ts'
import { redisPing } from './redis-ping.ts'

const all: AnyProbe[] = [
  albTargetHealth,
  ecsService,
  httpEndpoint,
  postgresConnections,
  postgresReady,
  redisPing,
]

/** Every probe by its kind, the word that playbook.yml uses. */
export const probes: Record<string, AnyProbe> = Object.assign(
  // No prototype: a playbook's kind `constructor` must find nothing.
  Object.create(null),
  Object.fromEntries(all.map(p => [p.kind, p])),
)
