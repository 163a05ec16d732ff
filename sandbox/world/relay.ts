import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'

/** A door in front of a real server: while it is shut, what talks is cut and nobody is let in. */
export async function startRelay(target: NetConnectOpts, isShut: () => boolean) {
  const open = new Set<Socket>()
  const server = createServer(incoming => {
    if (isShut()) return void incoming.destroy()
    const outgoing = connect(target)
    open.add(incoming)
    const end = () => {
      open.delete(incoming)
      incoming.destroy()
      outgoing.destroy()
    }
    for (const socket of [incoming, outgoing]) socket.on('error', end).on('close', end)
    incoming.on('data', () => {
      if (isShut()) end()
    })
    incoming.pipe(outgoing).pipe(incoming)
  })
  const listen = (at = 0) =>
    new Promise<number>(resolve =>
      server.listen(at, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    )
  async function close() {
    const closed = new Promise(resolve => server.close(resolve))
    for (const socket of open) socket.destroy()
    await closed
  }
  const port = await listen()
  return {
    port,
    /** Nobody listens any more: who connects reads that the connection was refused. */
    goDark: close,
    comeBack: () => listen(port),
    stop: close,
  }
}
