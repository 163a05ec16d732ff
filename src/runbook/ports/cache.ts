/** The customer's cache. Commands are never re-sent. */
export interface Cache {
  ping(signal: AbortSignal): Promise<void>
  /** Identity of the server process: never the bot's own. */
  runId(signal: AbortSignal): Promise<string>
}
