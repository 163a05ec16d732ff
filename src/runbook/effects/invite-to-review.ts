import { event } from '../../incident/events.ts'
import { findTargets } from '../../incident/reach.ts'
import { reviewInvitation } from '../../report/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { readCause } from '../read-cause.ts'

const lengthMinutes = 60

/** §6.1: the post-mortem meeting, as a calendar file for responders, management and stakeholders. */
export const inviteToReview: EffectHandler = {
  name: 'invite-to-review',
  settles: 'lookup',
  fails: 'The invitation to the post-mortem could not be uploaded',
  next: 'Invite by hand: the meeting is due within the playbook’s time.',
  async run(t) {
    const { runbook, incident, effect, policy } = t
    const cause = await readCause(t, 'follow-up.planned')
    if (cause === undefined || cause.data.meeting === undefined)
      return [settled(effect, 'skipped', 'no meeting is planned')]
    const { at, invite } = cause.data.meeting
    const users = [
      ...new Set([...responders(t), ...findTargets(policy, invite, {}).targets.map(x => x.user)]),
    ]
    const names = await runbook.directory.displayNames(users)
    const people = users.map(user => ({
      name: names[user] ?? user,
      email: Object.values(policy.people).find(p => p.slack === user)?.email,
    }))
    const content = reviewInvitation(incident, { at, lengthMinutes, people, madeAt: cause.at })
    const name = `${incident.id}-post-mortem.ics`
    const there =
      t.sentAt === undefined
        ? []
        : await runbook.chat.findFiles(incident.channel?.id ?? '', [name], t.sentAt - 60_000)
    if (there.length === 0) {
      await t.beforeSend()
      const comment = `Post-mortem of ${incident.id}: open the file to put it into your calendar.`
      await runbook.outbound.upload(
        incident,
        [{ name, title: `Post-mortem ${incident.id}`, content }],
        comment,
      )
    }
    return [event('meeting.invited', { at, invited: people.length, effect: effect.id }, 'pitcrew')]
  },
}

/** Everybody who has had a part in it. */
function responders({ incident: i }: Try): string[] {
  const acted = Object.values(i.requests).flatMap(r => [r.by, ...r.approvals.map(a => a.by)])
  const all = [
    i.declaredBy,
    i.acknowledged?.by,
    i.ended?.by,
    ...Object.values(i.roles),
    ...i.onCall,
    ...acted,
  ]
  return [...new Set(all.filter(u => u !== undefined && u !== 'pitcrew'))] as string[]
}
