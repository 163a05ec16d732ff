import {
  actions,
  author,
  button,
  channelRef,
  context,
  date,
  encodeMeta,
  header,
  join,
  type Message,
  message,
  safe,
  section,
} from '../blocks/index.ts'
import { type Incident, isOpen } from '../incident/state.ts'
import { headline, reportLinks, state } from './words.ts'

/** The line in #emergency-incidents: one an incident, kept current, green at the end. */
export function announcement(i: Incident): Message {
  const commander = i.roles.commander
  const value = encodeMeta({ i: i.id })
  const links = reportLinks(i)
  const line = join(
    [
      state(i),
      i.acknowledged === undefined ? undefined : safe`acknowledged by ${author(i.acknowledged.by)}`,
      commander === undefined ? safe`no commander yet` : safe`commander ${author(commander)}`,
      i.channel === undefined ? undefined : channelRef(i.channel.id),
      safe`declared by ${author(i.declaredBy)}`,
      isOpen(i) || links === undefined ? undefined : safe`report: ${links}`,
    ],
    ' · ',
  )
  const said = i.ended?.summary ?? i.update?.text
  const saidAt = i.ended?.at ?? i.update?.at
  return message(safe`${headline(i)} (${i.id})`, [
    header(headline(i)),
    section(line),
    ...(said === undefined || saidAt === undefined ? [] : [section(safe`> ${said}\n(${date(saidAt)})`)]),
    ...(isOpen(i)
      ? actions([button('join-channel', 'Join channel', value), button('offer-help', 'I can help', value)])
      : []),
    context(safe`${i.id}`),
  ])
}
