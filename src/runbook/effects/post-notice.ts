import { event, isKnown } from '../../incident/events.ts'
import { notice } from '../../messages/index.ts'
import { type EffectHandler, manyTries, type Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { findThread } from '../find-thread.ts'
import type { MessageRef } from '../ports/chat.ts'
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
    const thread = message.under === undefined ? message.thread : findThread(t, message.under)
    const audience = { to: 'incident' as const, ...(thread === undefined ? {} : { thread }) }
    return [posted(t.effect, await postOnce(t, audience, message))]
  },
}

/** Where it stands is kept: what comes later may belong under it. */
const posted = ({ id, name }: Try['effect'], ref: MessageRef) =>
  event('effect.settled', { effect: id, name, outcome: 'done', ...ref }, 'pitcrew')
