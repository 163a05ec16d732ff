import { AwsRefusal, type Operation } from '../ecs/operation.ts'
import { findGroup } from './find-group.ts'

/** One at a time in an account, as in AWS. */
export const createExportTask: Operation = {
  name: 'CreateExportTask',
  run(world, region, input) {
    const group = findGroup(world, region, input)
    if (group.tasks.some(t => group.statusOf(t) === 'RUNNING'))
      throw new AwsRefusal('LimitExceededException', 'Resource limit exceeded.')
    const taskId = `00000000-0000-0000-0000-${String(group.tasks.length + 1).padStart(12, '0')}`
    group.tasks.push({
      taskId,
      taskName: String(input.taskName ?? ''),
      logGroupName: group.name,
      from: Number(input.from),
      to: Number(input.to),
      destination: String(input.destination),
      startedAt: world.now(),
    })
    return { taskId }
  },
}
