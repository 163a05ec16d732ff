import { author, join, phoneLink, safe } from '../../blocks/index.ts'
import type { Policy } from '../../incident/policy.ts'
import type { Notice, Of } from './index.ts'

/** A ping that did not arrive is said where somebody can do something about it. */
export function escalationFailed(e: Of<'escalation.failed'>, policy: Policy): Notice {
  const { role, user, why } = e.data
  const title = policy.roles[role]?.title ?? role
  const phone = Object.values(policy.people).find(p => p.slack === user)?.phone
  const who = user === undefined ? safe`${title}` : safe`${title} ${author(user)}`
  const next =
    phone === undefined
      ? safe`Reach them another way: \`/incident contacts\``
      : safe`Call ${phoneLink(phone)}`
  return { text: join([safe`⚠️ ${who} could not be told in Slack (${why}).`, safe`${next}.`], ' ') }
}
