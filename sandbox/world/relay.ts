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
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
