import { author, type Markup, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Notice, Of } from './index.ts'

/** What the channel and the security channel read of a breach that a person suspects, or does so no longer. */
export function securityFlagged(e: Of<'security.flagged'>, i: Incident): Notice {
  const who = author(e.by)
  if (!e.data.suspected) return { text: safe`🔒 ${who} no longer takes this for a security breach.` }
  return { text: safe`🔒 *This may be a security breach*, says ${who}. ${whoIsTold(e, i)}` }
}

function whoIsTold({ data: { watchers } }: Of<'security.flagged'>, i: Incident): Markup {
  if (i.visibility === 'private')
    return safe`This incident is private, so no other channel is told: invite whoever handles security.`
  return watchers === undefined
    ? safe`The playbook names no security channel: tell whoever handles security.`
    : safe`#${watchers} is told.`
}
