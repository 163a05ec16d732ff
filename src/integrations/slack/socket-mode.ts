import { type Logger, LogLevel, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import type { WebClientOptions } from '@slack/web-api'
import { keepConnected } from './sockets.ts'

export type SocketModeOptions = {
  appToken: string
  clientOptions: () => WebClientOptions
  logger: Logger
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

/**
 * Two sockets: Slack replaces sockets routinely, and with one alone there are seconds in which a click is
 * lost. Whichever socket a payload comes by, the same app handles it.
 */
export function createSocketMode({ appToken, clientOptions, logger, log }: SocketModeOptions) {
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
  const spare = new SocketModeClient({ ...socketOptions, clientOptions: clientOptions() })
  const sockets = [keepConnected(receiver.client, 'first', log), keepConnected(spare, 'second', log)]
  return {
    receiver,
    /** What comes by the second socket goes to `handle`; the first is Bolt's own. */
    listen(handle: (event: ReceiverEvent) => Promise<void>) {
      spare.on('slack_event', ({ ack, body, retry_num, retry_reason }) => {
        const event = {
          body,
          ack,
          retryNum: retry_num,
          retryReason: retry_reason,
          customProperties: {},
        }
        handle(event).catch((error: unknown) =>
          log.warn({ err: error }, 'a payload of Slack could not be handled'),
        )
      })
    },
    start: () => Promise.all(sockets.map(s => s.start())),
    stop: () => Promise.all(sockets.map(s => s.stop())),
    get connected() {
      return sockets.some(s => s.connected)
    },
  }
}
