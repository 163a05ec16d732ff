import { batchOf, hasEnded, isOpen } from '../../incident/state.ts'
import { requestOutcome } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'

/** An edit of the request's message notifies nobody, so whoever asked hears the outcome directly, once. */
export const tellAsker: EffectHandler = {
  name: 'tell-asker',
  settles: 'lookup',
  tries: manyTries,
  fails: 'Whoever asked for an action could not be told what became of it',
  next: 'Its message in the incident channel shows it.',
  async run(t) {
    const { incident, effect, policy } = t
    const batch = effect.arg ?? ''
    const steps = batchOf(incident, batch)
    const user = steps[0]?.by
    if (user === undefined || !steps.every(hasEnded)) return [settled(effect, 'skipped', 'nothing to say')]
    if (!isOpen(incident) && steps.every(s => s.startedAt === undefined))
      return [settled(effect, 'skipped', 'the incident has ended')]
    await postOnce(t, { to: 'direct', user }, requestOutcome(incident, batch, policy))
    return [settled(effect, 'done')]
  },
}
