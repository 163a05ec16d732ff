import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * A host name that leads to one Redis or another, as a managed service has it: `lead` sends new connections
 * elsewhere and leaves the open ones where they are, as a changed DNS record does.
 */
export async function startRedisName(first: string) {
  let target = first
  let away = false
  let delayMs = 0
  const open = new Set<Socket>()

  const server = createServer(incoming => {
    if (away) return void incoming.destroy()
    const outgoing = connect({ path: target })
    open.add(incoming)
    const end = () => {
      open.delete(incoming)
      incoming.destroy()
      outgoing.destroy()
    }
    for (const socket of [incoming, outgoing]) socket.on('error', end).on('close', end)
    incoming.on('data', chunk => void outgoing.write(chunk))
    // Answers keep their order however late they are.
    let last: Promise<void> = Promise.resolve()
    outgoing.on('data', chunk => {
      const due = performance.now() + delayMs
      last = last.then(async () => {
        const left = due - performance.now()
        if (left > 0) await new Promise(resolve => setTimeout(resolve, left))
        if (!incoming.destroyed) incoming.write(chunk)
      })
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lead(to: string) {
      target = to
    },
    /** Nobody gets in, and whoever is in is cut off. */
    leave() {
      away = true
      for (const socket of open) socket.destroy()
    },
    comeBack() {
      away = false
    },
    /** Every answer comes so much later. */
    slowDown(ms: number) {
      delayMs = ms
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
export type RedisName = Awaited<ReturnType<typeof startRedisName>>
