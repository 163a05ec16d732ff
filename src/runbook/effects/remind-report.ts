import { event } from '../../incident/events.ts'
import type { Incident } from '../../incident/state.ts'
import { reportOverdue } from '../../messages/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { postOnce } from '../post-once.ts'

/** §6.1: the preliminary report is due within two hours; whoever led hears that it is not there. */
export const remindReport: EffectHandler = {
  name: 'remind-report',
  settles: 'lookup',
  tries: Number.POSITIVE_INFINITY,
  fails: 'Nobody could be reminded of the report that is due',
  next: 'Press Export in the panel.',
  async run(t) {
    const { incident, effect } = t
    const dueAt = incident.followUps?.report?.dueAt
    if (dueAt === undefined) return [settled(effect, 'skipped', 'no report is owed')]
    const to = leader(incident)
    if (to !== undefined) await postOnce(t, { to: 'direct', user: to }, reportOverdue(incident, dueAt))
    const told = to === undefined ? {} : { to }
    return [event('report.reminded', { dueAt, ...told, effect: effect.id }, 'pitcrew')]
  },
}

function leader(i: Incident): string | undefined {
  const all = [i.roles.commander, i.ended?.by, i.declaredBy, ...i.onCall]
  return all.find(user => user !== undefined && user !== 'pitcrew')
}
