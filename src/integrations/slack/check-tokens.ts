import { type Logger, LogLevel, WebClient } from '@slack/web-api'
import { Ambiguous, NotSent, RateLimited } from '../../runbook/ports/faults.ts'
import { callSlack } from './errors.ts'

type Tokens = { botToken: string; apiUrl?: string }
/** Only Socket Mode has an app token. */
type AppToken = string | undefined
export type Identity = { team: string; botUser: string }

/** Asks Slack about the tokens and tells every fault at once, with what to do. */
export async function checkTokens(
  { botToken, apiUrl }: Tokens,
  appToken: AppToken,
  logger: Logger,
): Promise<Identity> {
  const client = (token: string) =>
    new WebClient(token, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      logger,
      logLevel: LogLevel.WARN,
      retryConfig: { retries: 2 },
      timeout: 5000,
    })
  const [bot, app] = await Promise.allSettled([
    callSlack('auth.test', () => client(botToken).auth.test()),
    appToken === undefined
      ? undefined
      : callSlack('apps.connections.open', () => client(appToken).apps.connections.open({})),
  ])
  const refused = [bot, app].flatMap(r => (r.status === 'rejected' ? [r.reason] : []))
  // A token is doubted only when Slack has refused it: when Slack is away, copying it again changes nothing.
  const faults = [
    ...(bot.status === 'rejected' && isAnswer(bot.reason)
      ? [`SLACK_BOT_TOKEN: ${told(bot.reason)}. Copy it from the app's page again.`]
      : []),
    ...(app.status === 'rejected' && isAnswer(app.reason)
      ? [`SLACK_APP_TOKEN: ${told(app.reason)}. It needs connections:write.`]
      : []),
  ]
  if (faults.length > 0) throw new Error(faults.join('\n'))
  if (bot.status === 'rejected' || app.status === 'rejected')
    throw new AggregateError(refused, refused.map(told).join('\n'))
  return { team: bot.value.team_id ?? '', botUser: bot.value.user_id ?? '' }
}

/** Slack has answered, and said no. */
const isAnswer = (error: unknown) =>
  !(
    error instanceof RateLimited ||
    error instanceof Ambiguous ||
    (error instanceof NotSent && error.retryable)
  )

const told = (error: unknown) => (error instanceof Error ? error.message : String(error))
