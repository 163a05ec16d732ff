export type HttpAnswer = { status: number; tookMs: number; contentType: string; body: string }

/** Fetches URLs of the playbook. No redirects to elsewhere; bodies are cut at 64 KiB. */
export interface Endpoints {
  get(url: string, signal: AbortSignal): Promise<HttpAnswer>
}
