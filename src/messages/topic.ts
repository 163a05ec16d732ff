import { truncate } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { headline, statusWord } from './words.ts'

const topicLimit = 250

/** The channel's topic: what, how bad, who, and where to talk. */
export function topic(i: Incident): string {
  const room = i.warRoom === undefined ? '' : ` | War room: ${i.warRoom}`
  const commander = i.roles.commander === undefined ? '' : ` | Commander <@${i.roles.commander}>`
  const rest = ` | ${statusWord[i.status]}${commander}${room} | ${i.id}`
  // Topics are parsed by Slack too: a title must not ping anybody.
  const title = headline(i).replaceAll(/[<>&]/g, ' ')
  return truncate(title, topicLimit - rest.length) + rest
}
