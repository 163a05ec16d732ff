import type { Operation } from '../ecs/operation.ts'

export const describeLogGroups: Operation = {
  name: 'DescribeLogGroups',
  run({ logs }, region, input) {
    const hit = logs.region === region && logs.name.startsWith(String(input.logGroupNamePrefix ?? ''))
    const days = logs.days()
    const retention = days === undefined ? {} : { retentionInDays: days }
    return {
      logGroups: hit
        ? [
            {
              logGroupName: logs.name,
              creationTime: logs.createdAt,
              storedBytes: logs.storedBytes,
              ...retention,
            },
          ]
        : [],
    }
  },
}
