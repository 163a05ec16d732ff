export type LogGroupRef = { region: string; group: string }
/** `at`: milliseconds since the epoch. */
export type LogLine = { at: number; text: string; stream: string }
export type LogExport = { region: string; group: string; bucket: string; from: number; to: number }
/** PENDING, RUNNING, COMPLETED, CANCELLED, FAILED. */
export type ExportTask = { id: string; status: string; detail?: string }

/** Where services write their logs. Reading retries; writing is sent once. */
export interface Logs {
  /** Lines that match CloudWatch's filter pattern, oldest first, a page at a time. Leave the loop to stop reading. */
  search(
    ref: LogGroupRef,
    window: { from: number; to: number; pattern: string },
    signal?: AbortSignal,
  ): AsyncIterable<LogLine[]>
  /** `days` undefined = kept for ever. Throws `NotSent` when there is no such group. */
  describeGroup(
    ref: LogGroupRef,
    signal?: AbortSignal,
  ): Promise<{ days?: number; storedBytes: number; createdAt?: number }>
  /** Undefined = keep for ever. */
  setRetention(ref: LogGroupRef, days: number | undefined, signal?: AbortSignal): Promise<void>
  startExport(wanted: LogExport & { name: string }, signal?: AbortSignal): Promise<{ task: string }>
  /** By its id, or by the name that it was started with. */
  findExport(
    ref: LogGroupRef,
    by: { id: string } | { name: string },
    signal?: AbortSignal,
  ): Promise<ExportTask | undefined>
  /** Exports that are under way in this account and region. */
  listRunningExports(ref: LogGroupRef, signal?: AbortSignal): Promise<ExportTask[]>
}
