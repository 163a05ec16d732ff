import type { Policy } from '../../incident/policy.ts'
import type { IncidentStore } from '../ports/incident-store.ts'

/** The playbook of today for new incidents; its own, by hash, for each open one. */
export type Policies = {
  current(): Policy
  of(hash: string): Promise<Policy>
}

export function createPolicies(
  store: IncidentStore,
  current: { policy: Policy; source: string },
  compile: (source: string) => Policy,
): Policies & { publish(): Promise<void> } {
  const known = new Map<string, Policy>([[current.policy.hash, current.policy]])
  return {
    current: () => current.policy,
    /** Stores today's playbook, so that its incidents keep it after it has been edited. */
    publish: () => store.savePlaybook(current.policy.hash, current.source),
    async of(hash) {
      const hit = known.get(hash)
      if (hit !== undefined) return hit
      const source = await store.loadPlaybook(hash)
      // A playbook that is gone or no longer compiles must not strand an open incident.
      if (source === undefined) return current.policy
      const policy = compileOr(current.policy, () => compile(source))
      known.set(hash, policy)
      return policy
    },
  }
}

function compileOr(fallback: Policy, compile: () => Policy): Policy {
  try {
    return compile()
  } catch {
    return fallback
  }
}
