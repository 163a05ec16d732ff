import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { keepConnected } from './sockets.ts'

export type SlackAppOptions = {
  botToken: string
  appToken: string
  apiUrl?: string
  logger: Logger
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

const apiTimeoutMs = 3000

/**
 * Bolt with two sockets: Slack replaces sockets routinely, and with one alone there are seconds in which a
 * click is lost. Whichever socket a payload comes by, the same app handles it.
 */
export function createSlackApp({ botToken, appToken, apiUrl, logger, log }: SlackAppOptions) {
  // Bolt and its receiver change the options they are given, so each gets its own.
  const clientOptions = () => ({
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: apiTimeoutMs,
  })
  const socketOptions = { appToken, logger, autoReconnectEnabled: false, logLevel: LogLevel.WARN }
  const receiver = new SocketModeReceiver({
    ...socketOptions,
    installerOptions: { clientOptions: clientOptions() },
    // Whatever a listener throws was said to the person already; the envelope must not come again.
    processEventErrorHandler: async ({ error }) => {
      log.warn({ err: error }, 'a payload of Slack could not be handled')
      return true
    },
  })
  const app = new App({
    token: botToken,
    receiver,
    logger,
    logLevel: LogLevel.WARN,
    deferInitialization: true,
    ignoreSelf: true,
    clientOptions: { ...clientOptions(), rejectRateLimitedCalls: true },
  })
  const spare = new SocketModeClient({ ...socketOptions, clientOptions: clientOptions() })
  spare.on('slack_event', ({ ack, body, retry_num, retry_reason }) => {
    const event = { body, ack, retryNum: retry_num, retryReason: retry_reason, customProperties: {} }
    app
      .processEvent(event)
      .catch((error: unknown) => log.warn({ err: error }, 'a payload of Slack could not be handled'))
  })
  const sockets = [keepConnected(receiver.client, 'first', log), keepConnected(spare, 'second', log)]

  return {
    app,
    async start() {
      await app.init()
      await Promise.all(sockets.map(s => s.start()))
    },
    /** Resolves when both sockets are closed; Bolt's own stop returns before that. */
    async stop() {
      await Promise.all(sockets.map(s => s.stop()))
    },
    /** Whether clicks can reach us now. */
    get connected() {
      return sockets.some(s => s.connected)
    },
  }
}
