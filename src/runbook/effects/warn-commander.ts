import { isOpen } from '../../incident/state.ts'
import { escalationWarning } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** The commander hears what is about to be escalated while it can still be held. */
export const warnCommander: EffectHandler = {
  name: 'warn-commander',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'The commander could not be warned of the next escalation',
  next: 'It goes out at its time; /incident status shows when.',
  async run(t) {
    const { incident, effect, policy } = t
    const warned = await readCause(t, 'escalation.warned')
    if (warned === undefined || !isOpen(incident)) return [settled(effect, 'skipped', 'nothing to say')]
    await postOnce(t, { to: 'direct', user: warned.data.to }, escalationWarning(incident, policy, warned))
    return [settled(effect, 'done')]
  },
}
