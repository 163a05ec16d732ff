import { channelRef, join, type Message, mention, message, safe, section } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { headline, statusWord } from './words.ts'

/** `/incident list`: every open incident that anyone may know of. */
export function incidentList(incidents: Incident[]): Message {
  const shown = incidents.filter(i => i.visibility === 'public')
  if (shown.length === 0) {
    const none = safe`No incident is open. \`/incident declare\` opens one.`
    return message(none, [section(none)])
  }
  const lines = shown.map(i =>
    join(
      [
        safe`*${headline(i)}*`,
        safe`${statusWord[i.status]}`,
        i.channel === undefined ? undefined : channelRef(i.channel.id),
        i.roles.commander === undefined ? undefined : safe`commander ${mention(i.roles.commander)}`,
        safe`${i.id}`,
      ],
      ' · ',
    ),
  )
  return message(safe`${shown.length} open`, [section(join(lines, '\n'))])
}
