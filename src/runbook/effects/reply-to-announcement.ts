import { isKnown, type UnknownEvent } from '../../incident/events.ts'
import { type TurningPoint, turningPoint } from '../../messages/index.ts'
import { type EffectHandler, manyTries } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { TryLater } from '../ports/faults.ts'
import { postOnce } from '../post-once.ts'

const kinds = new Set<string>([
  'incident.acknowledged',
  'severity.changed',
  'incident.resolved',
  'incident.cancelled',
  'incident.reopened',
] satisfies TurningPoint['type'][])
const loud = new Set(['P1', 'P2'])
const waitMs = 1000

/**
 * Under the announcement, since an edit makes nobody's channel unread. Of a P1 and a P2 the channel itself shows it
 * as well.
 */
export const replyToAnnouncement: EffectHandler = {
  name: 'reply-to-announcement',
  settles: 'lookup',
  tries: manyTries,
  fails: 'Those who follow the announcement could not be told',
  next: 'The announcement itself is current.',
  async run(t) {
    const { incident, effect, runbook } = t
    const cause = t.cause ?? (await runbook.store.readEvent(incident.id, effect.seq))
    const { announcement } = incident.surfaces
    const nothing = () => [settled(effect, 'skipped', 'nothing to say')]
    if (cause === undefined || !isTurningPoint(cause) || announcement === undefined) return nothing()
    // It is run in that channel, which reads it anyway; or it was acknowledged with the declaration.
    const isWith = cause.type === 'incident.acknowledged' && cause.data.tookMs === 0
    const isRead = incident.channel !== undefined && incident.channel.id === announcement.channel
    if (isRead || isWith) return nothing()
    if (announcement.ts === undefined) {
      if (announcement.failed === true) return nothing()
      throw new TryLater(waitMs, 'the announcement is on its way')
    }
    const audience = {
      to: 'emergency' as const,
      thread: announcement.ts,
      broadcast: loud.has(incident.severity),
    }
    await postOnce(t, audience, turningPoint(cause, incident))
    return [settled(effect, 'done')]
  },
}

const isTurningPoint = (e: UnknownEvent): e is TurningPoint => isKnown(e) && kinds.has(e.type)
