import { isOpen } from '../../incident/state.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { readCause } from '../read-cause.ts'

/** A level of the matrix pages its people too, as far as the pager knows them by their e-mail. */
export const pageResponders: EffectHandler = {
  name: 'page-responders',
  settles: 'at-most-once',
  fails: 'PagerDuty did not page those whom the escalation policy names',
  next: 'They were told in Slack; call them if they do not answer.',
  async run({ runbook, incident, effect, policy, beforeSend }) {
    const { pager } = runbook
    if (pager === undefined) return [settled(effect, 'skipped', 'PagerDuty is off')]
    const due = await readCause({ runbook, incident, effect }, 'escalation.due')
    if (due === undefined || !isOpen(incident)) return [settled(effect, 'skipped', 'nobody to page')]
    const users = due.data.targets.map(t => t.user)
    const emails = Object.values(policy.people).flatMap(p =>
      p.slack !== undefined && users.includes(p.slack) && p.email !== undefined ? [p.email] : [],
    )
    if (emails.length === 0) return [settled(effect, 'skipped', 'nobody has an e-mail address')]
    await beforeSend()
    const text = incident.visibility === 'private' ? 'See Slack.' : `${incident.severity} ${incident.title}`
    const strangers = await pager.requestResponders(incident.id, emails, text)
    const detail = strangers.length === 0 ? undefined : `${strangers.length} unknown to PagerDuty`
    return [settled(effect, 'done', detail)]
  },
}
