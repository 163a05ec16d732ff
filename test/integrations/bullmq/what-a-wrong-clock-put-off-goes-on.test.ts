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
    tries.push(job.failures)
    if (tries.length === 1) throw new TryLater(3_600_000, 'as a clock an hour ahead would')
  })
  await delivery.enqueue('INC-1', [effect])
  await expect.poll(() => tries.length).toBe(1)
  expect(await delivery.promoteStranded(Date.now() + 3_600_000)).toBe(0)
  await expect.poll(() => delivery.promoteStranded(Date.now())).toBe(1)
  await expect.poll(() => tries.length).toBe(2)
  expect(await delivery.promoteStranded(Date.now())).toBe(0)
})

test('what a try learns is kept for the next: failures, and what may have been sent, unless it was not', async () => {
  const seen: Pick<Job, 'failures' | 'sentAt' | 'untried'>[] = []
  const { delivery } = await begin(async job => {
    const { failures, sentAt, untried } = job
    seen.push({ failures, sentAt, untried })
    if (seen.length > 4) return
    await job.beforeSend(1000 * seen.length)
    if (seen.length !== 2) await job.notSent()
    await job.failed()
    throw new TryLater(10, 'again')
  })
  await delivery.enqueue('INC-1', [effect], { untried: true })
  await expect.poll(() => seen.length).toBe(5)
  expect(seen).toEqual([
    { failures: 0, sentAt: undefined, untried: true },
    { failures: 1, sentAt: undefined, untried: true },
    { failures: 2, sentAt: 2000, untried: false },
    // The third and the fourth were not sent: what the second may have sent is still to be looked for.
    { failures: 3, sentAt: 2000, untried: false },
    { failures: 4, sentAt: 2000, untried: false },
  ])
})

test('what a first try knows comes with the job: when it may have been sent, and how long to wait', async () => {
  const seen: { sentAt: number | undefined; at: number }[] = []
  const { delivery } = await begin(async job => void seen.push({ sentAt: job.sentAt, at: performance.now() }))
  const from = performance.now()
  await delivery.enqueue('INC-1', [effect], { sentAt: 7, afterMs: 400 })
  await expect.poll(() => seen.length).toBe(1)
  expect(seen[0]?.sentAt).toBe(7)
  expect((seen[0]?.at ?? 0) - from).toBeGreaterThanOrEqual(395)
})
