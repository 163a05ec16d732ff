import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A server that accepts, and then does as it is told with each connection. */
export async function startTcp(behave: (socket: Socket) => void) {
  const open = new Set<Socket>()
  let accepted = 0
  const closed = Promise.withResolvers<void>()
  const server = createServer(socket => {
    accepted++
    open.add(socket)
    // Resets are what some of these servers are for.
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      closed.resolve()
    })
    behave(socket)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    /** Resolves when the first connection is gone. */
    closed: closed.promise,
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A port that nobody listens on. */
export async function findClosedPort(): Promise<number> {
  const server = await startTcp(() => {})
  await server.stop()
  return server.port
}
