import type { Operation } from '../ecs/operation.ts'
import { createExportTask } from './create-export-task.ts'
import { deleteRetentionPolicy } from './delete-retention-policy.ts'
import { describeExportTasks } from './describe-export-tasks.ts'
import { describeLogGroups } from './describe-log-groups.ts'
import { filterLogEvents } from './filter-log-events.ts'
import { putRetentionPolicy } from './put-retention-policy.ts'

/** Every operation of CloudWatch Logs that the stand-in knows. */
export const logOperations: Operation[] = [
  createExportTask,
  deleteRetentionPolicy,
  describeExportTasks,
  describeLogGroups,
  filterLogEvents,
  putRetentionPolicy,
]
