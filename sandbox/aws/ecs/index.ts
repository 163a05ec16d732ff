import { describeServiceRevisions } from './describe-service-revisions.ts'
import { describeServices } from './describe-services.ts'
import { describeTaskDefinition } from './describe-task-definition.ts'
import { listServiceDeployments } from './list-service-deployments.ts'
import { listTaskDefinitions } from './list-task-definitions.ts'
import type { Operation } from './operation.ts'
import { updateService } from './update-service.ts'

/** Every ECS operation that the stand-in knows. */
export const operations: Operation[] = [
  describeServiceRevisions,
  describeServices,
  describeTaskDefinition,
  listServiceDeployments,
  listTaskDefinitions,
  updateService,
]
