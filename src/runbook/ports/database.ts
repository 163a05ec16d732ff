export type Statement = { text: string; calls: number; totalMs: number; meanMs: number; deviationMs: number }
export type RunningQuery = { pid: number; user: string; application: string; ageMs: number; text: string }

/** The customer's database, by the read-only role. */
export interface Database {
  /** Connects, asks a trivial question, and hangs up. `isStandby`: a replica, which takes no writes. */
  ping(signal: AbortSignal): Promise<{ version: string; isStandby: boolean }>
  /** Statements that have cost most time in all, the costliest first. Throws `NotSent` where nobody counts them. */
  slowStatements(limits: { slowerThanMs: number; top: number }, signal: AbortSignal): Promise<Statement[]>
  /** Queries that run longer than this now, the oldest first. */
  listRunning(limits: { slowerThanMs: number; top: number }, signal: AbortSignal): Promise<RunningQuery[]>
  /** Who waits for whom. */
  listBlocked(
    signal: AbortSignal,
  ): Promise<(RunningQuery & { blockedBy: { pid: number; application: string }[] })[]>
  /** Up to `most` rows of one query, in a read-only transaction; every cell as text. */
  read(
    sql: string,
    limits: { most: number },
    signal: AbortSignal,
  ): Promise<{ columns: string[]; rows: (string | null)[][] }>
  /** Clients' connections by state (`active`, `idle`, `idle in transaction`, …), and how many may be. */
  countConnections(signal: AbortSignal): Promise<{ byState: Record<string, number>; most: number }>
}

/** `start` is when the backend started: a pid alone may be somebody else's by now. */
export type Backend = { pid: number; start: string }
export type Query = Backend & { user: string; application: string; ageMs: number; text: string }

/** The customer's database, by the role that may end queries. */
export interface DatabaseAdmin {
  /** Active queries that are older; `spared` are those that are never ended, with the reason. */
  listQueries(
    olderThanMs: number,
    signal: AbortSignal,
  ): Promise<{ queries: Query[]; spared: (Query & { why: string })[] }>
  /** Ends exactly those backends that are still the same, one by one; never others. `refused`: those it may not end. */
  terminate(backends: Backend[], signal: AbortSignal): Promise<{ terminated: number; refused: number }>
  /** Those of the backends that are still there. */
  findAlive(backends: Backend[], signal: AbortSignal): Promise<Backend[]>
}
