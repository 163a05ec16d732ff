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
    /** Written in when it is asked for: from before the first alert of the incident, in milliseconds. */
    since: z.number().int().optional(),
    /** Written in when it is asked for: the very window that was previewed, in milliseconds. */
    window: z.strictObject({ from: z.number(), to: z.number() }).optional(),
    /** All that is older than so many days: what a shorter retention would delete. */
    olderThanDays: z.number().int().min(1).max(3653).optional(),
  })
  .refine(
    p => (p.hours === undefined) !== (p.olderThanDays === undefined),
    'expected either hours or olderThanDays',
  )
const before = z.object({ from: z.number(), to: z.number(), name: z.string() })
const hourMs = 3_600_000
/** What led to an incident is written before anybody notices it. */
const leadMs = hourMs
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
  fill: (p, incident) => ({ ...p, since: incident.declaredAt - leadMs }),
  pin: (p, { from, to }) => ({ ...p, window: { from, to } }),
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
    const { from, to, inWords } = windowOf(p, group.createdAt ?? 0, now)
    const mb = (group.storedBytes / 1e6).toFixed(1)
    const binds = { from, to, name: `pitcrew-${Math.floor(from / 1000)}-${Math.floor(to / 1000)}` }
    if (to <= from)
      return { binds, shows: [], nothingToDo: `${p.group} holds nothing ${inWords}: nothing to export.` }
    return {
      binds,
      shows: [
        {
          label: p.group,
          now: `${inWords}, ${stamp(from)} to ${stamp(to)} UTC (${mb} MB stored in all)`,
        },
        ...(now - to < settlesWithinMs
          ? [
              {
                label: 'Newest lines',
                now: 'AWS may take up to 12 h until it exports them: ask again then for the rest',
              },
            ]
          : []),
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

/** How long AWS may take until a line that was written can be exported. */
const settlesWithinMs = 12 * hourMs
const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')

type Window = { from: number; to: number; inWords: string }
/** The window that was previewed; else whole hours, and the hour in which the incident is, up to now. */
function windowOf(p: z.output<typeof params>, createdAt: number, now: number): Window {
  const hour = Math.floor(now / hourMs)
  if (p.olderThanDays !== undefined) {
    const inWords = `older than ${p.olderThanDays} ${p.olderThanDays === 1 ? 'day' : 'days'}`
    const whole = {
      from: Math.floor(createdAt / hourMs) * hourMs,
      to: (hour - p.olderThanDays * 24) * hourMs,
    }
    return { ...(p.window ?? whole), inWords }
  }
  const hours = p.hours ?? 0
  const wanted = (hour - hours) * hourMs
  const from = Math.min(wanted, Math.floor((p.since ?? wanted) / hourMs) * hourMs)
  const given = p.window ?? { from, to: now }
  return { ...given, inWords: `${Math.round((given.to - given.from) / hourMs)} h` }
}
