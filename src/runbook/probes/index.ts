import { albTargetHealth } from './alb-target-health.ts'
import { dataIntegrity } from './data-integrity.ts'
import type { AnyProbe } from './define.ts'
import { ecsService } from './ecs-service.ts'
import { externalDependency } from './external-dependency.ts'
import { functionalTest } from './functional-test.ts'
import { httpEndpoint } from './http-endpoint.ts'
import { httpJsonNumber } from './http-json-number.ts'
import { postgresConnections } from './postgres-connections.ts'
import { postgresReady } from './postgres-ready.ts'
import { queueLength } from './queue-length.ts'
import { redisPing } from './redis-ping.ts'
import { responseTime } from './response-time.ts'
import { securityIndicators } from './security-indicators.ts'
import { sqlNumber } from './sql-number.ts'

const all: AnyProbe[] = [
  albTargetHealth,
  dataIntegrity,
  ecsService,
  externalDependency,
  functionalTest,
  httpEndpoint,
  httpJsonNumber,
  postgresConnections,
  postgresReady,
  queueLength,
  redisPing,
  responseTime,
  securityIndicators,
  sqlNumber,
]

/** Every probe by its kind, the word that playbook.yml uses. */
export const probes: Record<string, AnyProbe> = Object.assign(
  // No prototype: a playbook's kind `constructor` must find nothing.
  Object.create(null),
  Object.fromEntries(all.map(p => [p.kind, p])),
)
