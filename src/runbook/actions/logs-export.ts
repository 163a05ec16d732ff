import { z } from 'zod'
import { logShape, logsOf } from '../logs.ts'
import { defineAction } from './define.ts'

const params = z
  .strictObject({
    ...logShape,
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'expected the name of a bucket'),
    /** The last so many hours. */
    hours: z
      .number()
      .int()
      .min(1)
      .max(24 * 31)
      .optional(),
    /** All that is older than so many days: what a shorter retention would delete. */
    olderThanDays: z.number().int().min(1).max(3653).optional(),
  })
  .refine(
    p => (p.hours === undefined) !== (p.olderThanDays === undefined),
    'expected either hours or olderThanDays',
  )
const before = z.object({ from: z.number(), to: z.number(), name: z.string() })
const hourMs = 3_600_000
const landsWithinMs = 30_000

/** §6.1: a window of logs to a bucket. AWS runs one export at a time in an account. */
export const logsExport = defineAction<z.output<typeof params>, z.output<typeof before>, { task: string }>({
  kind: 'logs-export',
  title: 'Export logs',
  params,
  before,
  receipt: z.object({ task: z.string() }),
  risk: 'low',
  late: true,
  needs: ['logs:DescribeLogGroups', 'logs:DescribeExportTasks', 'logs:CreateExportTask'],
  executeWithinMs: 8000,
  target: p => `logs-export/${p.region}`,
  check: () => 'the export is complete',
  undoWords: () => 'not needed: a copy changes nothing',
  async preview(p, { ports, signal, now }) {
    const logs = logsOf(ports)
    const [group, running] = await Promise.all([
      logs.describeGroup(p, signal),
      logs.listRunningExports(p, signal),
    ])
    if (running.length > 0)
      return {
        refused: `Another export (${running[0]?.id}) is under way in ${p.region}; AWS runs one at a time.`,
        next: 'Ask again when it is complete.',
      }
    // Whole hours, so that the window does not change between the request and the approval.
    const { from, to, inWords } = windowOf(p, group.createdAt ?? 0, Math.floor(now / hourMs))
    const mb = (group.storedBytes / 1e6).toFixed(1)
    const binds = { from, to, name: `pitcrew-${from / hourMs}-${to / hourMs}` }
    if (to <= from)
      return { binds, shows: [], nothingToDo: `${p.group} holds nothing ${inWords}: nothing to export.` }
    return {
      binds,
      shows: [
        {
          label: p.group,
          now: `${inWords}, until ${new Date(to).toISOString().slice(0, 16)} UTC (${mb} MB stored in all)`,
        },
        { label: 'To', now: `bucket ${p.bucket}` },
      ],
    }
  },
  execute: ({ params: { region, group, bucket }, before: b, request }, { ports, signal }) =>
    logsOf(ports).startExport(
      { region, group, bucket, from: b.from, to: b.to, name: nameOf(b.name, request) },
      signal,
    ),
  async verify({ params: p }, { task }, { ports, signal }) {
    const found = await logsOf(ports).findExport(p, { id: task }, signal)
    if (found?.status === 'COMPLETED') return { state: 'done', detail: `in bucket ${p.bucket}` }
    if (found?.status === 'FAILED' || found?.status === 'CANCELLED')
      return {
        state: 'failed',
        detail: `the export ended as ${found.status}${found.detail ? `: ${found.detail}` : ''}`,
      }
    return {
      state: 'pending',
      progress: `export ${found?.status ?? 'not shown yet'}`,
      done: 0.5,
      lookAgainMs: 5000,
    }
  },
  async reconcile({ params: p, before: b, request, at }, { ports, signal, now }) {
    const found = await logsOf(ports).findExport(p, { name: nameOf(b.name, request) }, signal)
    if (found !== undefined) return { state: 'applied', receipt: { task: found.id } }
    if (now < at + landsWithinMs)
      return { state: 'cannot-tell', detail: 'no export yet, but the call may still arrive' }
    return { state: 'not-applied', detail: 'AWS shows no such export' }
  },
  undo: () => undefined,
})

/** Tells this request's export from others of the same window. */
const nameOf = (name: string, request: string) => `${name}-${request}`

type Window = { from: number; to: number; inWords: string }
/** Whole hours, from the beginning of the group where all that is older is wanted. */
function windowOf(p: z.output<typeof params>, createdAt: number, hour: number): Window {
  if (p.olderThanDays === undefined) {
    const hours = p.hours ?? 0
    return { from: (hour - hours) * hourMs, to: hour * hourMs, inWords: `${hours} h` }
  }
  return {
    from: Math.floor(createdAt / hourMs) * hourMs,
    to: (hour - p.olderThanDays * 24) * hourMs,
    inWords: `older than ${p.olderThanDays} ${p.olderThanDays === 1 ? 'day' : 'days'}`,
  }
}
