import { type Job as BullJob, DelayedError, Queue, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Effect } from '../../incident/effects.ts'
import type { QueueName } from '../../incident/state.ts'
import type { Delivery, Job, Known } from '../../runbook/ports/delivery.ts'
import { RateLimited, TryLater } from '../../runbook/ports/faults.ts'

type Data = { incident: string; sentAt?: number; untried?: true; failures?: number }
const concurrency: Record<QueueName, number> = { pings: 50, effects: 30, actions: 20 }
const names = Object.keys(concurrency) as QueueName[]

/** Short locks: the jobs of a killed replica go on elsewhere within lease + 1 s. No handler takes over 10 s. */
const lockMs = 4000
/** No effect waits longer than Slack's longest Retry-After; one that does was delayed by a clock that was wrong. */
const strandedMs = 120_000
/** BullMQ keeps the moment of a delayed job in the upper bits of its score. */
const delayedScale = 0x1000
const stalledMs = 1000

export type DeliveryOptions = {
  /** For enqueuing: fails fast. */
  producer: Redis
  /** For the workers: waits for Redis. */
  waiting: () => Redis
  prefix: string
  log: { warn(fields: object, text: string): void }
}

/** Effects as BullMQ jobs. An effect's id is its job id, so one that is queued is not queued twice. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { prefix, log } = options
  const onError = (error: Error) =>
    log.warn({ err: error }, 'the queue lost Redis; it goes on when Redis is back')
  const queues = new Map<QueueName, Queue>()
  const workers: Worker[] = []

  return {
    async enqueue(incident, effects, known) {
      for (const name of names) {
        const jobs = effects.filter(e => e.queue === name).map(e => toJob(incident, e, known))
        const [first] = jobs
        const queue = queues.get(name)
        if (first === undefined || queue === undefined) continue
        // One job needs no transaction around it, and most often it is one.
        if (jobs.length === 1) await queue.add(first.name, first.data, first.opts)
        else await queue.addBulk(jobs)
      }
    },
    async start(handle, onDone) {
      // Only now: a queue connects at once, and the store's own start says what is wrong with Redis.
      for (const name of names) {
        const queue = new Queue(name, { connection: options.producer, prefix, skipVersionCheck: true })
        queue.on('error', onError)
        queues.set(name, queue)
      }
      for (const name of names) {
        const worker = new Worker<Data>(name, (job, token) => runJob(job, token, handle), {
          connection: options.waiting(),
          prefix,
          concurrency: concurrency[name],
          lockDuration: lockMs,
          stalledInterval: stalledMs,
          maxStalledCount: 1000,
          // The version is asked for: without it, waiting is rounded up to whole seconds.
        })
        worker.on('error', onError)
        worker.on('completed', job => onDone({ incident: job.data.incident, name: job.name }))
        worker.on('failed', (job, error) =>
          log.warn({ err: error, effect: job?.id }, 'an effect failed; it is tried again'),
        )
        workers.push(worker)
      }
      await Promise.all(workers.map(w => w.waitUntilReady()))
    },
    async promoteStranded(now) {
      let promoted = 0
      for (const queue of queues.values()) {
        const from = (now + strandedMs) * delayedScale
        const ids = await options.producer.zrangebyscore(
          queue.toKey('delayed'),
          from,
          '+inf',
          'LIMIT',
          0,
          1000,
        )
        for (const id of ids) {
          // Another replica may have been quicker.
          await (await queue.getJob(id))?.promote().catch(() => {})
          promoted++
        }
      }
      return promoted
    },
    async countBusy() {
      const counts = await Promise.all(
        [...queues.values()].map(q => q.getJobCounts('waiting', 'active', 'delayed', 'prioritized')),
      )
      return counts.flatMap(c => Object.values(c)).reduce((a, b) => a + b, 0)
    },
    async stop() {
      // A worker that closes gracefully waits for its Redis, which may be away for good.
      const isAway = await options.producer.ping().then(
        () => false,
        () => true,
      )
      await Promise.all(workers.map(w => w.close(isAway)))
      await Promise.all([...queues.values()].map(q => q.close()))
    },
  }
}

const toJob = (incident: string, { id, name, priority }: Effect, known: Known | undefined) => ({
  name,
  data: { incident, ...toData(known) } satisfies Data,
  opts: {
    jobId: id,
    removeOnComplete: true,
    removeOnFail: true,
    attempts: 1,
    ...(known !== undefined && 'afterMs' in known ? { delay: known.afterMs } : {}),
    ...(priority === undefined ? {} : { priority }),
  },
})

function toData(known: Known | undefined): Omit<Data, 'incident'> {
  if (known === undefined) return {}
  return 'sentAt' in known ? { sentAt: known.sentAt } : { untried: true }
}

async function runJob(job: BullJob<Data>, token: string | undefined, handle: (job: Job) => Promise<void>) {
  const id = job.id
  if (id === undefined || token === undefined) throw new Error('BullMQ gave a job without an id or a lock.')
  const lock = token
  const found = job.data
  try {
    await handle({
      incident: found.incident,
      effect: id,
      name: job.name,
      failures: found.failures ?? 0,
      sentAt: found.sentAt,
      untried: found.untried === true && found.sentAt === undefined,
      isOurs: async () => Boolean(await job.extendLock(lock, lockMs)),
      async beforeSend(at) {
        // A replica that was frozen past its lock must not send what another one has taken over.
        const [held] = await Promise.all([
          job.extendLock(lock, lockMs),
          job.updateData({ ...job.data, sentAt: at }),
        ])
        if (!held) throw new Error(`The lock of ${id} was lost.`)
      },
      // What this try found is put back, so that what an earlier one may have sent is still looked for.
      notSent: () => job.updateData(found),
      failed: () => job.updateData({ ...job.data, failures: (found.failures ?? 0) + 1 }),
    })
  } catch (error) {
    const wait =
      error instanceof TryLater
        ? error.afterMs
        : error instanceof RateLimited
          ? error.retryAfterMs
          : undefined
    if (wait === undefined) throw error
    await job.moveToDelayed(Date.now() + wait, lock)
    throw new DelayedError()
  }
}
