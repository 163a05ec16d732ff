/** The customer's cache. Commands are never re-sent. */
export interface Cache {
  ping(signal: AbortSignal): Promise<void>
  /** Identity of the server process: never the bot's own. */
  runId(signal: AbortSignal): Promise<string>
  /** `flushes`: how often it was emptied since it started. */
  inspect(
    signal: AbortSignal,
  ): Promise<{ runId: string; version: string; keys: number; memory: string; flushes: number }>
  /** FLUSHALL, once. */
  flush(signal: AbortSignal): Promise<void>
}
