import { type Logger, LogLevel, WebClient } from '@slack/web-api'

export type SlackTokens = { botToken: string; apiUrl?: string }

/** Slack accepts within this, or it counts as ambiguous; shorter than the lock of a job (4 s). */
const postTimeoutMs = 3000

/**
 * Two clients, so that a post never waits behind a bulk read. Neither retries by itself: a post that was
 * re-sent after a lost answer would be there twice.
 */
export function createClients({ botToken, apiUrl }: SlackTokens, logger: Logger) {
  const make = (timeout: number) =>
    new WebClient(botToken, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      logger,
      logLevel: LogLevel.WARN,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout,
      // No line inside the client: what has been looked at last thing before it goes must go.
      maxRequestConcurrency: 1000,
    })
  return { writing: make(postTimeoutMs), reading: make(postTimeoutMs) }
}
export type SlackClients = ReturnType<typeof createClients>
