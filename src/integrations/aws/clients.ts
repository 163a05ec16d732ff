/** Milliseconds. A reading try is short, so that a second one fits into a probe's time. */
const reading = { maxAttempts: 3, connectionTimeout: 1500, requestTimeout: 2500 }
/** One attempt: UpdateService carries no token by which AWS could recognise a repetition. */
const writing = { maxAttempts: 1, connectionTimeout: 2000, requestTimeout: 6000 }

export type ClientConfig = {
  region: string
  maxAttempts: number
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean }
}

/** One client a region and purpose, made when first needed; everything else is the SDK's own environment. */
export function createClients<C extends { destroy(): void }>(make: (config: ClientConfig) => C) {
  const clients = new Map<string, C>()
  const find = (purpose: string, region: string, limits: typeof reading): C => {
    const key = `${purpose} ${region}`
    const { maxAttempts, ...timeouts } = limits
    // Without throwOnRequestTimeout the SDK only warns.
    const requestHandler = { ...timeouts, throwOnRequestTimeout: true }
    const client = clients.get(key) ?? make({ region, maxAttempts, requestHandler })
    clients.set(key, client)
    return client
  }
  return {
    reading: (region: string) => find('reading', region, reading),
    writing: (region: string) => find('writing', region, writing),
    stop() {
      for (const client of clients.values()) client.destroy()
      clients.clear()
    },
  }
}
