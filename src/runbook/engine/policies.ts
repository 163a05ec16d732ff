import type { Policy } from '../../incident/policy.ts'
import type { IncidentStore } from '../ports/incident-store.ts'

/** The playbook of today for new incidents; its own, by hash, for each open one. */
export type Policies = {
  current(): Policy
  of(hash: string): Promise<Policy>
  /**
   * Whether `of` would answer with today's playbook in place of one that this version cannot read. A newer replica can:
   * for a while, what has a clock is left to it.
   */
  isForeign(hash: string): Promise<boolean>
}

/** For so long a newer replica is given precedence; then somebody has to act (ms). */
const precedenceMs = 60_000

type Log = { error(fields: object, text: string): void }

export function createPolicies(
  store: IncidentStore,
  current: { policy: Policy; source: string },
  compile: (source: string) => Policy,
  { log, report }: { log: Log; report: (fault: string | undefined) => void },
): Policies & { publish(): Promise<void> } {
  const known = new Map<string, Policy>([[current.policy.hash, current.policy]])
  /** Playbooks that could not be read, and since when. */
  const foreign = new Map<string, number>()

  /** A playbook that is gone or cannot be read must not strand an open incident: it goes on by today's, loudly. */
  function replace(hash: string, why: unknown): Policy {
    if (!foreign.has(hash)) {
      foreign.set(hash, performance.now())
      log.error({ err: why, playbook: hash }, 'the playbook of an incident cannot be read by this version')
      report('an incident was declared by a playbook that this version cannot read, and runs by today’s')
    }
    return current.policy
  }

  async function of(hash: string): Promise<Policy> {
    const hit = known.get(hash)
    if (hit !== undefined) return hit
    const source = await store.loadPlaybook(hash)
    if (source === undefined) return replace(hash, new Error('it is not in Redis'))
    try {
      const policy = compile(source)
      known.set(hash, policy)
      return policy
    } catch (error) {
      return replace(hash, error)
    }
  }

  return {
    current: () => current.policy,
    /** Stores today's playbook, so that its incidents keep it after it has been edited. */
    publish: () => store.savePlaybook(current.policy.hash, current.source),
    of,
    async isForeign(hash) {
      await of(hash)
      const since = foreign.get(hash)
      return since !== undefined && performance.now() - since < precedenceMs
    },
  }
}
