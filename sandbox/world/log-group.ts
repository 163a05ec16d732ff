import { type Line, writeLines } from './log-lines.ts'

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
type Options = {
  now: () => number
  region: string
  name: string
  pains: () => Parameters<typeof writeLines>[0]
}

/** One group of CloudWatch Logs, with its exports; times are milliseconds. */
export function createLogGroup({ now, region, name, pains }: Options) {
  let days: number | undefined = 30
  const tasks: ExportTask[] = []
  return {
    region,
    name,
    createdAt: now() - 400 * 86_400_000,
    storedBytes: 48_300_000,
    days: () => days,
    keep(wanted: number | undefined) {
      days = wanted
    },
    tasks,
    /** Lines that somebody wrote by hand, beside those that faults write. */
    extra: [] as Line[],
    /** Oldest first. */
    lines(from: number, to: number): Line[] {
      const own = this.extra.filter(l => l.at >= from && l.at <= to)
      const written = writeLines(pains(), from, to)
      return own.length === 0 ? written : [...written, ...own].sort((a, b) => a.at - b.at)
    },
    statusOf: (t: ExportTask) =>
      now() - t.startedAt < exportMs ? 'RUNNING' : t.fails === true ? 'FAILED' : 'COMPLETED',
  }
}
export type LogGroup = ReturnType<typeof createLogGroup>
