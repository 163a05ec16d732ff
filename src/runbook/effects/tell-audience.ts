import { audienceUpdate } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** The update, in a channel of those who follow from afar. */
export const tellAudience: EffectHandler = {
  name: 'tell-audience',
  settles: 'lookup',
  tries: manyTries,
  fails: 'An update did not reach one of its channels',
  next: 'Post it there by hand.',
  async run(t) {
    const { incident, effect } = t
    const cause = await readCause(t, 'update.posted')
    if (!cause) return [settled(effect, 'skipped', 'nothing to say')]
    await postOnce(t, { to: 'named', channel: effect.arg ?? '' }, audienceUpdate(incident, cause))
    return [settled(effect, 'done')]
  },
}
