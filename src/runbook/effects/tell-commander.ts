import { isKnown } from '../../incident/events.ts'
import { notice } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'

/** When the channel itself cannot be written to, the commander (else the declarer) hears of it directly. */
export const tellCommander: EffectHandler = {
  name: 'tell-commander',
  settles: 'lookup',
  tries: manyTries,
  fails: 'The commander could not be told directly',
  next: 'See /incident status for where things stand.',
  async run(t) {
    const { incident, runbook, effect } = t
    const cause = await runbook.store.readEvent(incident.id, effect.seq)
    const message = cause && isKnown(cause) ? notice(cause, incident, t.policy) : undefined
    if (message === undefined) return [settled(effect, 'skipped', 'nothing to say')]
    await postOnce(t, { to: 'direct', user: incident.roles.commander ?? incident.declaredBy }, message)
    return [settled(effect, 'done')]
  },
}
