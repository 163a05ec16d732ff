import { event } from '../../incident/events.ts'
import type { EffectHandler } from '../effect.ts'
import { probes } from '../probes/index.ts'
import { runProbes } from '../run-probes.ts'

/** §6.1: for a day after the end the recovery probes are run on a schedule; a change of their verdict is told. */
export const monitorRecovery: EffectHandler = {
  name: 'monitor-recovery',
  settles: 'idempotent',
  fails: 'The recovery could not be looked at again',
  next: 'Look at production by hand: /incident diagnose',
  async run({ incident, policy, runbook, effect, now }) {
    const plans = policy.recovery.checks.filter(c => c.required && probes[c.kind]?.sends !== true)
    const rows = await runProbes(plans, runbook.production, now, () => {})
    const healthy = rows.every(r => r.verdict === 'healthy')
    const flipped = healthy === (incident.followUps?.monitoring?.failing ?? false)
    return [event('monitoring.checked', { healthy, flipped, rows, effect: effect.id }, 'pitcrew')]
  },
}
