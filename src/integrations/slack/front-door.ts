import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CustomRoute, HTTPReceiver, type Logger } from '@slack/bolt'

type Log = { warn(fields: object, text: string): void }
export type FrontDoorOptions = {
  host: string
  port: number | undefined
  routes: CustomRoute[]
  /** Without one, Slack's own requests are not answered here: they come by a socket. */
  signingSecret: string | undefined
  logger: Logger
  log: Log
}

/** Bolt's HTTP receiver: our own routes in both modes, and in HTTP mode what Slack sends, signed. */
export function createFrontDoor({ host, port, routes, signingSecret, logger, log }: FrontDoorOptions) {
  const receiver = new HTTPReceiver({
    ...(signingSecret === undefined
      ? { signingSecret: '', signatureVerification: false, endpoints: [] }
      : { signingSecret }),
    customRoutes: routes,
    logger,
    // An unknown path, and one that is no path at all.
    dispatchErrorHandler: async ({ response }) => {
      response.writeHead(404)
      response.end('There is nothing here.\n')
    },
    // Whatever a listener throws was said to the person already; Slack must not send it again.
    processEventErrorHandler: async ({ error }) => {
      log.warn({ err: error }, 'a payload of Slack could not be handled')
      return true
    },
  })
  let server: Server | undefined
  return {
    receiver,
    async start() {
      if (port === undefined) return
      server = (await receiver.start({ host, port }).catch(cause => {
        throw new Error(
          `Port ${port} of ${host} cannot be listened on. Set another PORT or HOST, or free this one.`,
          { cause },
        )
      })) as Server
    },
    async stop() {
      if (server === undefined) return
      const closed = receiver.stop()
      server.closeIdleConnections()
      // What is being answered may finish; a connection that is merely kept may not hold us up.
      const late = setTimeout(() => server?.closeAllConnections(), lastAnswerMs)
      await closed.finally(() => clearTimeout(late))
      server = undefined
    },
    get listening() {
      return server?.listening === true
    },
    /** The port it listens on, where it was given as 0. */
    port: () => (server?.address() as AddressInfo | null | undefined)?.port,
  }
}
const lastAnswerMs = 2000
