import { cacheFlush } from './cache-flush.ts'
import { chatPost } from './chat-post.ts'
import type { AnyAction } from './define.ts'
import { ecsForceNewDeployment } from './ecs-force-new-deployment.ts'
import { ecsRollback } from './ecs-rollback.ts'
import { ecsScaleService } from './ecs-scale-service.ts'
import { httpRequest } from './http-request.ts'
import { kubernetesRolloutRestart } from './kubernetes-rollout-restart.ts'
import { logRetention } from './log-retention.ts'
import { logsExport } from './logs-export.ts'
import { notifyCustomers } from './notify-customers.ts'
import { postgresTerminateLongQueries } from './postgres-terminate-long-queries.ts'
import { runScript } from './run-script.ts'

const all: AnyAction[] = [
  cacheFlush,
  chatPost,
  ecsForceNewDeployment,
  ecsRollback,
  ecsScaleService,
  httpRequest,
  kubernetesRolloutRestart,
  logRetention,
  logsExport,
  notifyCustomers,
  postgresTerminateLongQueries,
  runScript,
]

/** Every action by its kind, the word that playbook.yml and the log use. */
export const actions: Record<string, AnyAction> = Object.assign(
  // No prototype: a playbook's kind `constructor` must find nothing.
  Object.create(null),
  Object.fromEntries(all.map(a => [a.kind, a])),
)
