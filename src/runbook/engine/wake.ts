import type { IncidentStore } from '../ports/incident-store.ts'
import type { Engine, LookUp } from './engine.ts'

/** How long a claimed incident is left to its claimer. */
export const leaseMs = 5000
const pollMs = 10
const batch = 100

type Log = { warn(fields: object, text: string): void }

/** Polls the agenda: appends the intents that are due and puts everything owed on the queues. */
export function createWaker(store: IncidentStore, engine: Engine, lookUp: LookUp, log: Log) {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  let stopped = true
  let down = false

  async function wakeOne(id: string) {
    const outcome = await engine.wake(id, lookUp)
    if ('refused' in outcome) return
    await engine.enqueueOwed(outcome.state, Math.max(await store.now(), outcome.state.lastAt))
  }

  async function runRound() {
    const due = await store.claimDue(batch, leaseMs)
    const results = await Promise.allSettled(due.map(wakeOne))
    for (const [i, r] of results.entries())
      if (r.status === 'rejected')
        log.warn(
          { err: r.reason, incident: due[i] },
          'a due incident could not be woken; it is tried again in 5 s',
        )
    if (down) log.warn({}, 'the agenda is read again')
    down = false
  }

  function plan() {
    if (stopped) return
    timer = setTimeout(() => {
      round = runRound()
        .catch(error => {
          if (!down)
            log.warn({ err: error }, 'the agenda cannot be read; it is tried again until Redis is back')
          down = true
        })
        .then(plan)
    }, pollMs)
  }

  return {
    start() {
      stopped = false
      plan()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}
