import { AwsRefusal, type Operation } from '../ecs/operation.ts'

const most = 50

/** One by its id, or a page of those in a state; the oldest come first. */
export const describeExportTasks: Operation = {
  name: 'DescribeExportTasks',
  run({ logs }, region, input) {
    const limit = Number(input.limit ?? most)
    if (!Number.isInteger(limit) || limit < 1 || limit > most)
      throw new AwsRefusal('InvalidParameterException', 'limit must be between 1 and 50.')
    const start = Number(input.nextToken ?? 0)
    const found = (region === logs.region ? logs.tasks : [])
      .map(({ startedAt, fails, ...task }) => ({
        ...task,
        status: { code: logs.statusOf({ ...task, startedAt, ...(fails === undefined ? {} : { fails }) }) },
      }))
      .filter(t => input.taskId === undefined || t.taskId === input.taskId)
      .filter(t => input.statusCode === undefined || t.status.code === input.statusCode)
    const isMore = start + limit < found.length
    return {
      exportTasks: found.slice(start, start + limit),
      ...(isMore ? { nextToken: String(start + limit) } : {}),
    }
  },
}
