import { createHmac } from 'node:crypto'

export type RequestUrl = { url: string; signingSecret: string }
type Retry = { retry_attempt?: number; retry_reason?: string }

/** A payload as Slack sends it where an app has a request URL: signed, each kind in its own form. */
export async function postToApp(
  { url, signingSecret }: RequestUrl,
  type: string,
  payload: Record<string, unknown>,
  { retry_attempt, retry_reason }: Retry,
  limitMs: number,
): Promise<Record<string, unknown> | undefined> {
  const json = type === 'events_api'
  const body = json ? JSON.stringify(payload) : asForm(type, payload)
  const at = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex')
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': at,
      'x-slack-signature': `v0=${signature}`,
      ...(retry_attempt === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry_attempt), 'x-slack-retry-reason': retry_reason ?? '' }),
    },
    body,
    signal: AbortSignal.timeout(limitMs),
  }).catch(() => undefined)
  if (response?.ok !== true) return undefined
  const text = await response.text()
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
}

function asForm(type: string, payload: Record<string, unknown>): string {
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const fields = Object.fromEntries(Object.entries(payload).map(([k, v]) => [k, String(v)]))
  return new URLSearchParams(fields).toString()
}
