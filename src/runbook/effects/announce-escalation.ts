import { event } from '../../incident/events.ts'
import { isOpen } from '../../incident/state.ts'
import { escalationPing } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** One message a level in the incident's channel, mentioning all who are told; repeats go into its thread. */
export const announceEscalation: EffectHandler = {
  name: 'announce-escalation',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'The channel could not be told who was pinged',
  next: 'They were told directly; /incident status shows what comes next.',
  async run(t) {
    const { incident, effect, policy } = t
    const due = await readCause(t, 'escalation.due')
    if (!due) return [settled(effect, 'skipped', 'nothing to say')]
    if (!isOpen(incident)) return [settled(effect, 'skipped', 'the incident has ended')]
    const { level, repeat, targets } = due.data
    const thread = repeat === 0 ? undefined : incident.escalations[level]?.ts
    const audience = { to: 'incident' as const, ...(thread === undefined ? {} : { thread }) }
    const users = targets.map(x => x.user)
    const { ts } = await postOnce(t, audience, escalationPing(incident, policy, due, users))
    return [event('escalation.announced', { level, ts, effect: effect.id }, 'pitcrew')]
  },
}
