import type { StoredLine } from '../../incident/model/chain.ts'

export type ArchivedLine = StoredLine & { seq: number; type: string; at: number; by: string }

/** The newest line of an incident that is there. `isTorn`: some line is not what its hash says, or follows none. */
export type ArchiveHead = { seq: number; hash: string; isTorn: boolean }

/** A second home of the logs: lines are added, never changed. Throws the faults of faults.ts. */
export interface Archive {
  open(signal: AbortSignal): Promise<OpenArchive>
}

export interface OpenArchive {
  /** Incidents of which nothing is there are left out. */
  findHeads(incidents: string[]): Promise<Map<string, ArchiveHead>>
  /** Adds those that are missing; answers the numbers of those that are there with other bytes. */
  add(incident: string, lines: ArchivedLine[]): Promise<number[]>
  readLines(incident: string): Promise<StoredLine[]>
  close(): void
}
