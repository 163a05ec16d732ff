/** A server that holds keys. `flushes`: how often it was emptied since it started. */
export type CacheServer = {
  address: string
  /** Identity of the running server, new with each start. */
  runId: string
  version: string
  keys: number
  memory: string
  flushes: number
  /** A replica takes no writes: the address of its primary. */
  replicaOf?: string
  /** Set where it is known that FLUSHALL would be refused, in the server's words. */
  cannotFlush?: string
}
export type FlushOutcome = { address: string } & (
  | { state: 'flushed' }
  | { state: 'refused' | 'unknown'; detail: string }
)

/** The customer's cache: one server, or every primary of a cluster. Commands are never re-sent. */
export interface Cache {
  ping(signal: AbortSignal): Promise<void>
  inspect(signal: AbortSignal): Promise<CacheServer[]>
  /** FLUSHALL, once on each of those servers and on no other. */
  flush(runIds: string[], signal: AbortSignal): Promise<FlushOutcome[]>
}
