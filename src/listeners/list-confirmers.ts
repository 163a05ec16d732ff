import type { Incident } from '../incident/state.ts'
import type { Gesture } from './listen.ts'

const mostAsked = 4

/** Who can be the second person for ending an incident; a look-up that fails costs only the mention. */
export async function listConfirmers(g: Gesture, incident: Incident): Promise<string[]> {
  const policy = await g.runbook.policies.of(incident.playbook)
  const held = await Promise.all(
    policy.recovery.confirmedBy.map(role => g.runbook.directory.holders(role, policy).catch(() => [])),
  )
  return [...new Set(held.flat())].filter(user => user !== g.user).slice(0, mostAsked)
}
