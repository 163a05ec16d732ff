/** The customer's database, by the read-only role. */
export interface Database {
  /** Connects, asks a trivial question, and hangs up. */
  ping(signal: AbortSignal): Promise<{ version: string }>
}
