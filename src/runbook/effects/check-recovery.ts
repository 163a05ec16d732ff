import { pitcrew } from '../../incident/decision.ts'
import type { EffectHandler } from '../effect.ts'
import { runProbes } from '../run-probes.ts'

/** §5.1 in its first form: the playbook's recovery probes, now. The decision resolves when all are healthy. */
export const checkRecovery: EffectHandler = {
  name: 'check-recovery',
  settles: 'idempotent',
  fails: 'Recovery could not be checked',
  next: 'Press Resolve again, or resolve with a reason.',
  async run({ incident, policy, runbook, effect, now }) {
    const plans = policy.probes.filter(p => policy.recovery.probes.includes(p.key))
    const rows = await runProbes(plans, runbook.production, now, () => {})
    await runbook.engine.handle(incident.id, {
      type: 'finish-recovery',
      id: `done-${effect.id}`,
      via: 'effect',
      actor: pitcrew,
      rows,
      effect: effect.id,
    })
    return []
  },
}
