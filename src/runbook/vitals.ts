import { explainFault } from './explain-fault.ts'
import { NotSent, ownerOf, RateLimited } from './ports/faults.ts'
import type { IncidentStore } from './ports/incident-store.ts'
import type { IntegrationState } from './runbook.ts'

/** How often a replica writes to Redis, and asks Slack about its token (ms). */
const storeEveryMs = 2000
const slackEveryMs = 15_000
const keptMs = 10_000
/** A fault of Slack's that passes by itself counts when it is there twice in a row. */
const enough = 2

type Parts = {
  store: Pick<IncidentStore, 'keep' | 'now'>
  /** Throws what Slack answers to whoever uses the bot's token. */
  askSlack: () => Promise<unknown>
  /** Which look-ups of people fail, in words; `recheck` tries those again. */
  people: { faults(): string | undefined; recheck(): Promise<void> }
  /** Whether a connection stands over which Slack can tell us something. */
  isConnected: () => boolean
}

export type Vitals = ReturnType<typeof createVitals>

/**
 * Checks whether Pitcrew can do its job: write to Redis, read the clock of Redis, receive events from Slack, post
 * messages there, and look people up. An open connection proves none of these, so each replica tries them every few
 * seconds.
 */
export function createVitals({ store, askSlack, people, isConnected }: Parts) {
  let timer: NodeJS.Timeout | undefined
  let askedAt = performance.now()
  let recheckedAt = performance.now()
  let failures = 0
  const faults: { store?: string; token?: string; posts?: string } = {}

  async function checkStore(): Promise<void> {
    try {
      // A server that is full, a replica or without its own replicas refuses this as it would refuse an incident.
      await store.keep('vital', String(await store.now()), keptMs)
      delete faults.store
    } catch (error) {
      faults.store = words(error)
    }
  }

  async function checkSlack(): Promise<void> {
    askedAt = performance.now()
    try {
      await askSlack()
      failures = 0
      delete faults.token
    } catch (error) {
      if (error instanceof RateLimited) return
      failures++
      if (ownerOf(error) === 'workspace' || failures >= enough) faults.token = words(error)
    }
  }

  async function check(): Promise<void> {
    const isSlackDue = performance.now() - askedAt >= slackEveryMs || faults.token !== undefined
    const isPeopleDue = performance.now() - recheckedAt >= slackEveryMs && people.faults() !== undefined
    if (isPeopleDue) recheckedAt = performance.now()
    await Promise.all([
      checkStore(),
      ...(isSlackDue ? [checkSlack()] : []),
      ...(isPeopleDue ? [people.recheck()] : []),
    ])
  }

  function schedule() {
    timer = setTimeout(async () => {
      await check()
      if (timer !== undefined) schedule()
    }, storeEveryMs)
    timer.unref()
  }

  return {
    start: schedule,
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
    /**
     * Records the result of a post. A refusal that every post would meet counts until Slack accepts one; a policy of
     * the workspace may concern a single channel, so that it does not count.
     */
    posted(error?: unknown) {
      if (error === undefined) delete faults.posts
      else if (error instanceof NotSent && (error.isWide || error.code === 'missing_scope'))
        faults.posts = words(error)
    },
    /** Both as people see them in `/incident status`, Redis as it is now. */
    async read(): Promise<IntegrationState[]> {
      await checkStore()
      return [state('Slack', findSlack()), state('Redis', faults.store)]
    },
    /** Which look-ups of people fail on this replica, in words. */
    people: people.faults,
    /** What is wrong and what to do, a line each; none when all is well. */
    faults: (): string[] => [findSlack() ?? [], faults.store ?? [], findPeople() ?? []].flat(),
  }

  function findPeople(): string | undefined {
    const fault = people.faults()
    return fault === undefined ? undefined : `Pitcrew cannot look up everybody: ${fault}`
  }

  function findSlack(): string | undefined {
    const fault = faults.token ?? faults.posts
    if (fault !== undefined || isConnected()) return fault
    return 'Slack cannot reach Pitcrew, because no connection is open. Pitcrew keeps trying to connect.'
  }
}

const state = (name: string, fault: string | undefined): IntegrationState => ({
  name,
  state: fault === undefined ? 'on' : 'failing',
  detail: fault ?? '',
  vital: true,
})

function words(error: unknown): string {
  const { what, next } = explainFault(error)
  return `${what}. ${next}`
}
