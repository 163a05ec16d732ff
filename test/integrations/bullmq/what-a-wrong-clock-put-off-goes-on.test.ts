import { Redis } from 'ioredis'
import { afterEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../../sandbox/embedded/redis.ts'
import { createDelivery } from '../../../src/integrations/bullmq/delivery.ts'
import type { Job } from '../../../src/runbook/ports/delivery.ts'
import { TryLater } from '../../../src/runbook/ports/faults.ts'

let redis: RedisServer
const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

async function begin(handle: (job: Job) => Promise<void>) {
  redis = await startRedis()
  const producer = new Redis(redis.socket)
  const waiting = () => {
    const client = new Redis(redis.socket, { maxRetriesPerRequest: null })
    stops.push(async () => client.disconnect())
    return client
  }
  stops.push(
    () => redis.stop(),
    async () => producer.disconnect(),
  )
  const delivery = createDelivery({ producer, waiting, prefix: '{t}', log: { warn: () => {} } })
  await delivery.start(handle, () => {})
  stops.push(() => delivery.stop())
  return { delivery, producer }
}
const effect = { id: 'INC-1-e1-ping', name: 'ping', queue: 'pings', seq: 1 } as const

test('an effect put off by an hour is brought back by the auditor; one put off for seconds is left alone', async () => {
  const tries: number[] = []
  const { delivery } = await begin(async job => {
    tries.push(job.attempt)
    if (tries.length === 1) throw new TryLater(3_600_000, 'as a clock an hour ahead would')
  })
  await delivery.enqueue('INC-1', [effect])
  await expect.poll(() => tries.length).toBe(1)
  expect(await delivery.promoteStranded(Date.now() + 3_600_000)).toBe(0)
  await expect.poll(() => delivery.promoteStranded(Date.now())).toBe(1)
  await expect.poll(() => tries.length).toBe(2)
  expect(await delivery.promoteStranded(Date.now())).toBe(0)
})

test('a stamp from the future counts from now', async () => {
  const seen: (number | undefined)[] = []
  const realNow = Date.now
  stops.push(async () => {
    Date.now = realNow
  })
  const { delivery } = await begin(async job => {
    seen.push(job.sentAt)
    if (seen.length > 1) return
    Date.now = () => realNow() + 3_600_000
    await job.beforeSend()
    Date.now = realNow
    throw new TryLater(10, 'again')
  })
  await delivery.enqueue('INC-1', [effect])
  await expect.poll(() => seen.length).toBe(2)
  expect(seen[0]).toBeUndefined()
  expect(Math.abs((seen[1] ?? 0) - realNow())).toBeLessThan(5000)
})
