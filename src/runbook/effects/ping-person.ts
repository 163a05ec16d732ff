import { event, type NewEvent } from '../../incident/events.ts'
import { isOpen } from '../../incident/state.ts'
import { escalationPing } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { isRefusedForGood } from '../ports/faults.ts'
import { postOnce } from '../post-once.ts'
import { readCause } from '../read-cause.ts'

/** One person, directly. `escalation.pinged` is written only after Slack has accepted. */
export const pingPerson: EffectHandler = {
  name: 'ping-person',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Somebody whom the escalation policy names could not be told',
  next: 'Call them: /incident contacts has the numbers.',
  async run(t) {
    const { runbook, incident, effect, policy } = t
    const user = effect.arg ?? ''
    const due = await readCause(t, 'escalation.due')
    if (!due) return [settled(effect, 'skipped', 'nothing to say')]
    if (!isOpen(incident)) return [settled(effect, 'skipped', 'the incident has ended')]
    const { level, repeat, dueAt, targets } = due.data
    const role = targets.find(x => x.user === user)?.role ?? ''
    try {
      const to = { to: 'direct' as const, user }
      const post = await postOnce(t, to, escalationPing(incident, policy, due, [user]))
      const lateMs = Math.max(0, (await runbook.store.now()) - dueAt)
      runbook.health.pinged(lateMs)
      await bringIn(t, user)
      const at = { channel: post.channel, ts: post.ts }
      return [
        event(
          'escalation.pinged',
          { level, role, user, repeat, lateMs, ...at, effect: effect.id },
          'pitcrew',
        ),
      ]
    } catch (error) {
      if (!isRefusedForGood(error)) throw error
      return [failed(t, { level, role, user, why: error.message })]
    }
  },
}

/** So that a mention in the channel reaches them, and they can read what is known. */
async function bringIn({ runbook, incident }: Try, user: string): Promise<void> {
  if (incident.invite.includes(user) || incident.channel === undefined) return
  await runbook.chat
    .invite(incident.channel.id, [user])
    .catch(error => runbook.log.warn({ err: error, user }, 'somebody who was told could not be invited'))
}

type Failure = { level: string; role: string; user: string; why: string }
function failed(t: Try, failure: Failure): NewEvent {
  t.runbook.health.failed()
  t.runbook.log.error({ ...failure, incident: t.incident.id }, 'somebody could not be told')
  return event('escalation.failed', { ...failure, effect: t.effect.id }, 'pitcrew')
}
