import { channelRef, join, type Message, mention, message, safe, section, sections } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { headline, statusWord } from './words.ts'

/** As many as one message shows without an ellipsis. */
const mostShown = 40

/** `/incident list`: every open incident that anyone may know of, the newest first; how many more there are is said. */
export function incidentList(incidents: Incident[], unreadable: string[] = []): Message {
  const open = incidents
    .filter(i => i.visibility === 'public')
    .sort((a, b) => b.declaredAt - a.declaredAt || b.id.localeCompare(a.id))
  const broken = unreadable.map(id => safe`⚠️ ${id} cannot be read; Pitcrew’s log says why.`)
  if (open.length === 0 && broken.length === 0) {
    const none = safe`No incident is open. \`/incident declare\` opens one.`
    return message(none, [section(none)])
  }
  const lines = open.slice(0, mostShown).map(line)
  const more = open.length - lines.length
  const rest = more === 0 ? [] : [section(safe`${more} more, all older: \`/incident status ID\` shows each.`)]
  return message(safe`${open.length} open`, [...sections([...lines, ...broken]), ...rest])
}

const line = (i: Incident) =>
  join(
    [
      safe`*${headline(i)}*`,
      safe`${statusWord[i.status]}`,
      i.channel === undefined ? undefined : channelRef(i.channel.id),
      i.roles.commander === undefined ? undefined : safe`commander ${mention(i.roles.commander)}`,
      safe`${i.id}`,
    ],
    ' · ',
  )
