import type { Policy } from '../policy.ts'
import { type Incident, isOpen } from '../state.ts'

export type EvidenceTimer = { name: 'diagnostics-due' | 'recovery-due'; at: number }

/** Probes run again while the incident is open (§2.1); a gate looks again at what is not well (§5.1). */
export function listEvidenceTimers(i: Incident, policy: Policy): EvidenceTimer[] {
  const timers: EvidenceTimer[] = []
  const everyMs = policy.watch[i.severity]
  // The end of a batch of actions: whether it has helped is asked at once.
  if (isOpen(i) && i.checkAfter !== undefined && i.diagnostics?.running !== true)
    timers.push({ name: 'diagnostics-due', at: i.lastAt })
  else if (isOpen(i) && everyMs !== undefined && i.diagnostics !== undefined && !i.diagnostics.running)
    timers.push({ name: 'diagnostics-due', at: i.diagnostics.at + everyMs })
  if (i.gate?.nextAt !== undefined) timers.push({ name: 'recovery-due', at: i.gate.nextAt })
  return timers
}
