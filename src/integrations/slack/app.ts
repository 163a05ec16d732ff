import { App, type CustomRoute, type Logger, LogLevel, type Receiver } from '@slack/bolt'
import { createFrontDoor } from './front-door.ts'
import { createSocketMode } from './socket-mode.ts'

export type SlackAppOptions = {
  botToken: string
  apiUrl?: string
  way: { mode: 'socket'; appToken: string } | { mode: 'http'; signingSecret: string }
  host: string
  port: number | undefined
  routes: CustomRoute[]
  logger: Logger
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void }
}

const apiTimeoutMs = 3000

/** Bolt, reached by two sockets or by signed requests; its own addresses are open in both modes. */
export function createSlackApp({ botToken, apiUrl, way, host, port, routes, logger, log }: SlackAppOptions) {
  // Bolt and its receiver change the options they are given, so each gets its own.
  const clientOptions = () => ({
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    timeout: apiTimeoutMs,
  })
  const signingSecret = way.mode === 'http' ? way.signingSecret : undefined
  const door = createFrontDoor({ host, port, routes, signingSecret, logger, log })
  const sockets =
    way.mode === 'socket'
      ? createSocketMode({ appToken: way.appToken, clientOptions, logger, log })
      : undefined
  const receiver: Receiver = sockets?.receiver ?? door.receiver
  const app = new App({
    token: botToken,
    receiver,
    logger,
    logLevel: LogLevel.WARN,
    deferInitialization: true,
    ignoreSelf: true,
    clientOptions: { ...clientOptions(), rejectRateLimitedCalls: true },
  })
  sockets?.listen(event => app.processEvent(event))

  return {
    app,
    async start() {
      await app.init()
      await sockets?.start()
      await door.start()
    },
    /** Resolves when both sockets and the port are closed; Bolt's own stop returns before that. */
    async stop() {
      await door.stop()
      await sockets?.stop()
    },
    /** Whether clicks can reach us now. */
    get connected() {
      return sockets?.connected ?? door.listening
    },
    port: door.port,
  }
}
