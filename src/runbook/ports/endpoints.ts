/** Milliseconds since the request was begun; absent where the step was not needed. */
export type HttpPhases = { dns?: number; connect?: number; tls?: number; firstByte?: number }
export type HttpAnswer = {
  status: number
  tookMs: number
  contentType: string
  body: string
  phases?: HttpPhases
}

export type HttpRequest = { method: string; url: string; headers: Record<string, string>; body?: string }

/** Fetches URLs of the playbook. No redirects to elsewhere; bodies are cut at 64 KiB. */
export interface Endpoints {
  get(url: string, signal: AbortSignal): Promise<HttpAnswer>
  /** One request that may change something. Throws `Ambiguous` when it was sent and not answered. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>
}
