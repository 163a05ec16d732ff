import { audienceTurn, audienceUpdate } from '../../messages/index.ts'
import { type EffectHandler, manyTries, type Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** The update or the end, in a channel of those who follow from afar. */
export const tellAudience: EffectHandler = {
  name: 'tell-audience',
  settles: 'lookup',
  tries: manyTries,
  fails: 'An update did not reach one of its channels',
  next: 'Post it there by hand.',
  async run(t) {
    const { incident, effect } = t
    const update = await readCause(t, 'update.posted')
    const end = update ? undefined : await readTurn(t)
    const message = update ? audienceUpdate(incident, update) : end && audienceTurn(incident, end)
    if (!message) return [settled(effect, 'skipped', 'nothing to say')]
    await postOnce(t, { to: 'named', channel: effect.arg ?? '' }, message)
    return [settled(effect, 'done')]
  },
}

const readTurn = async (t: Try) =>
  (await readCause(t, 'incident.resolved')) ??
  (await readCause(t, 'incident.cancelled')) ??
  (await readCause(t, 'incident.reopened'))
