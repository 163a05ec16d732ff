import { isKnown } from '../../incident/events.ts'
import { notice } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'

/** Says in the channel that something happened: one message an event. */
export const postNotice: EffectHandler = {
  name: 'post-notice',
  settles: 'lookup',
  tries: manyTries,
  fails: 'A message could not be posted in the incident channel',
  next: 'See /incident status for where things stand.',
  async run(t) {
    const cause = await t.runbook.store.readEvent(t.incident.id, t.effect.seq)
    const message = cause && isKnown(cause) ? notice(cause, t.incident, t.policy) : undefined
    if (message === undefined) return [settled(t.effect, 'skipped', 'nothing to say')]
    const { thread } = message
    await postOnce(t, { to: 'incident', ...(thread === undefined ? {} : { thread }) }, message)
    return [settled(t.effect, 'done')]
  },
}
