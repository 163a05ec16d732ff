import type { Operation } from '../ecs/operation.ts'

export const describeExportTasks: Operation = {
  name: 'DescribeExportTasks',
  run({ logs }, region) {
    if (region !== logs.region) return { exportTasks: [] }
    const exportTasks = logs.tasks.map(({ startedAt: _, fails: __, ...t }, i) => ({
      ...t,
      status: { code: logs.statusOf(logs.tasks[i] ?? { ...t, startedAt: 0 }) },
    }))
    return { exportTasks }
  },
}
