import { event } from '../../incident/events.ts'
import { isOpen } from '../../incident/state.ts'
import { reminder } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'
import { removePosts } from '../remove-posts.ts'

/** An update is due: a new reminder, so that it is heard, in the place of the one before. */
export const remindPerson: EffectHandler = {
  name: 'remind-person',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Somebody could not be reminded of the update',
  next: 'Post one: /incident update',
  async run(t) {
    const { runbook, incident, effect } = t
    const user = effect.arg ?? ''
    const cause = await readCause(t, 'update.reminded')
    if (cause === undefined || !isOpen(incident)) return [settled(effect, 'skipped', 'nothing to say')]
    // Somebody has written one meanwhile.
    if ((incident.update?.at ?? 0) > cause.at) return [settled(effect, 'skipped', 'an update was posted')]
    const post = await postOnce(t, { to: 'direct', user }, reminder(incident, cause, user))
    if (user === cause.data.to) await removePosts(runbook, cause.data.replaces)
    return [event('update.nudged', { nudge: cause.data.nudge, user, ...post, effect: effect.id }, 'pitcrew')]
  },
}
