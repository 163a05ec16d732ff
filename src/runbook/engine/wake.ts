import type { IncidentStore } from '../ports/incident-store.ts'
import type { Engine, LookUp } from './engine.ts'

/** How long a claimed incident is left to its claimer. */
export const leaseMs = 5000
const pollMs = 5
const mostAtOnce = 200

type Log = { warn(fields: object, text: string): void }

/** Polls the agenda: appends the intents that are due and puts everything owed on the queues. */
export function createWaker(store: IncidentStore, engine: Engine, lookUp: LookUp, log: Log) {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> = Promise.resolve()
  const waking = new Set<Promise<void>>()
  let stopped = true
  let down = false

  async function wakeOne(id: string) {
    await engine.wake(id, lookUp)
  }

  /** One slow incident holds no other up: the next round does not wait for it. */
  function wakeSoon(id: string) {
    const work = wakeOne(id)
      .catch(error =>
        log.warn({ err: error, incident: id }, 'a due incident could not be woken; it is tried again in 5 s'),
      )
      .finally(() => waking.delete(work))
    waking.add(work)
  }

  async function runRound() {
    const room = mostAtOnce - waking.size
    if (room > 0) for (const id of await store.claimDue(room, leaseMs)) wakeSoon(id)
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
      await Promise.all(waking)
    },
    /** Incidents in hand. */
    get busy() {
      return waking.size
    },
  }
}
