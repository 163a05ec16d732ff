import { ECSClient } from '@aws-sdk/client-ecs'

/** Milliseconds. A reading try is short, so that a second one fits into a probe's time. */
const reading = { maxAttempts: 3, connectionTimeout: 1500, requestTimeout: 2500 }
/** One attempt: UpdateService carries no token by which AWS could recognise a repetition. */
const writing = { maxAttempts: 1, connectionTimeout: 2000, requestTimeout: 6000 }

/** One client a region and purpose, made when first needed; everything else is the SDK's own environment. */
export function createClients() {
  const clients = new Map<string, ECSClient>()
  const find = (purpose: string, region: string, limits: typeof reading): ECSClient => {
    const key = `${purpose} ${region}`
    const { maxAttempts, ...timeouts } = limits
    // Without throwOnRequestTimeout the SDK only warns.
    const requestHandler = { ...timeouts, throwOnRequestTimeout: true }
    const client = clients.get(key) ?? new ECSClient({ region, maxAttempts, requestHandler })
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
