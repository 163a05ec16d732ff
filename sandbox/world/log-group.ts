export type ExportTask = {
  taskId: string
  taskName: string
  logGroupName: string
  from: number
  to: number
  destination: string
  startedAt: number
  fails?: boolean
}
const exportMs = 4000

/** One group of CloudWatch Logs, with its exports; times are milliseconds. */
export function createLogGroup({ now, region, name }: { now: () => number; region: string; name: string }) {
  let days: number | undefined = 30
  const tasks: ExportTask[] = []
  return {
    region,
    name,
    storedBytes: 48_300_000,
    days: () => days,
    keep(wanted: number | undefined) {
      days = wanted
    },
    tasks,
    statusOf: (t: ExportTask) =>
      now() - t.startedAt < exportMs ? 'RUNNING' : t.fails === true ? 'FAILED' : 'COMPLETED',
  }
}
export type LogGroup = ReturnType<typeof createLogGroup>
