import type { Names } from '../../blocks/index.ts'
import { event } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import { reviewInvitation } from '../../report/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { findInvited } from '../find-invited.ts'
import { findThread } from '../find-thread.ts'
import { NotSent } from '../ports/faults.ts'
import { readCause } from '../read-cause.ts'
import { uploadOnce } from '../upload-once.ts'

const lengthMinutes = 60

/** §6.1: the post-mortem meeting, as a calendar file for responders, management and stakeholders. */
export const inviteToReview: EffectHandler = {
  name: 'invite-to-review',
  settles: 'lookup',
  fails: 'The invitation to the post-mortem could not be uploaded',
  next: 'Invite by hand: the meeting is due within the playbook’s time.',
  async run(t) {
    const { runbook, incident, effect } = t
    const cause = await readCause(t, 'follow-up.planned')
    const meeting = cause?.data.meeting
    if (cause === undefined || meeting === undefined)
      return [settled(effect, 'skipped', 'no meeting is planned')]
    if (incident.followUps?.meeting?.at !== meeting.at)
      return [settled(effect, 'skipped', 'the incident was reopened')]
    const thread = findThread(t, 'end')
    const { at, remindMs, invite } = meeting
    const users = await findInvited(t, invite)
    const names = await runbook.directory.displayNames(users)
    const sequence = incident.review === undefined ? 0 : incident.review.sequence + 1
    const content = reviewInvitation(incident, {
      at,
      lengthMinutes,
      remindMs,
      sequence,
      organizer: findOrganizer(t, users, names),
      people: users.map(user => ({ name: names[user] ?? user, email: emailOf(t.policy, user) })),
      madeAt: cause.at,
    })
    // Another number, another file: that of the invitation before must not be taken for this one.
    const name = `${incident.id}-post-mortem${sequence === 0 ? '' : `-${sequence + 1}`}.ics`
    const files = [{ name, title: `Post-mortem ${incident.id}`, content }]
    const comment = `Post-mortem of ${incident.id}: open the file to put it into your calendar.`
    const invited = (link?: string) =>
      event(
        'meeting.invited',
        {
          at,
          invited: users.length,
          people: users,
          sequence,
          ...(link ? { link } : {}),
          effect: effect.id,
        },
        'pitcrew',
      )
    try {
      const [file] = await uploadOnce(t, files, comment, thread)
      return [invited(file?.link)]
    } catch (error) {
      if (!(error instanceof NotSent) || error.retryable) throw error
      // The date matters more than the file.
      const tell = `The calendar file of the post-mortem could not be uploaded: ${error.message}. Those invited are told the date all the same.`
      return [invited(), settled(effect, 'failed', error.message, tell)]
    }
  },
}

const emailOf = (policy: Policy, user: string): string | undefined =>
  Object.values(policy.people).find(p => p.slack === user)?.email

/** Whoever led it, else whoever of them has an address. */
function findOrganizer({ incident: i, policy }: Try, users: string[], names: Names) {
  for (const user of [i.roles.commander, i.ended?.by, i.acknowledged?.by, ...users]) {
    const email = user === undefined ? undefined : emailOf(policy, user)
    if (user !== undefined && email !== undefined) return { name: names[user] ?? user, email }
  }
  return undefined
}
