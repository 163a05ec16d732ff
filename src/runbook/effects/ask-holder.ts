import { isOpen } from '../../incident/state.ts'
import { stepQuestion } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** A level of the matrix has opened a step by hand: whose turn it is hears of it, not only the list. */
export const askHolder: EffectHandler = {
  name: 'ask-holder',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Somebody could not be asked for a step that is done by hand',
  next: 'It is in the list “By hand” in the incident’s channel: tell them.',
  async run(t) {
    const { incident, effect } = t
    const opened = await readCause(t, 'checklist.opened')
    const item = opened === undefined ? undefined : incident.items[opened.data.item]
    if (item === undefined || item.done !== undefined || !isOpen(incident))
      return [settled(effect, 'skipped', 'nothing is left to do')]
    await postOnce(t, { to: 'direct', user: effect.arg ?? '' }, stepQuestion(incident, item))
    return [settled(effect, 'done')]
  },
}
