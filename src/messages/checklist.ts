import {
  actions,
  author,
  button,
  channelRef,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  mention,
  message,
  phoneLink,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import { type Item, openItems } from '../incident/manual-steps/items.ts'
import type { Incident } from '../incident/state.ts'

/** What only people can do, kept current in one message: whose turn, text to copy, and *Done*. */
export function checklist(i: Incident): Message {
  const left = openItems(i).length
  const title = left === 0 ? safe`✅ *By hand*: all done` : safe`✋ *By hand*: ${left} to do`
  return message(title, [
    section(title),
    ...Object.values(i.items).flatMap(x =>
      x.done === undefined && x.asks === true
        ? [section(itemText(x)), ...actions(answers(i, x))]
        : [section(itemText(x), x.done === undefined ? answers(i, x)[0] : undefined)],
    ),
  ])
}

/** To whose turn it is, directly: an edit of the list in the channel tells nobody. */
export function stepQuestion(i: Incident, x: Item): Message {
  const title = safe`✋ ${i.severity} “${i.title}”: ${x.title}`
  const where =
    i.channel === undefined
      ? undefined
      : safe`Yours by the escalation policy, in ${channelRef(i.channel.id)}.`
  const open = button('join-channel', 'Open channel', encodeMeta({ i: i.id }))
  return message(title, [
    section(join([title, where, contactLine(x), textLine(x)], '\n')),
    ...actions([...answers(i, x), open]),
  ])
}

function answers(i: Incident, x: Item): SafeButton[] {
  const value = encodeMeta({ i: i.id, r: x.id })
  const skip = x.asks === true ? [button('skip-item', 'Not needed', value)] : []
  return [button('complete-item', 'Done', value), ...skip]
}

function itemText(x: Item): Markup {
  if (x.done?.needed === false)
    return safe`➖ ${x.title}: not needed (${author(x.done.by)} ${date(x.done.at)})`
  if (x.done !== undefined) return safe`✅ ${x.title} (${author(x.done.by)} ${date(x.done.at)})`
  return join(
    [
      safe`*${x.title}*`,
      x.owner === undefined ? undefined : safe`${x.owner} ${join(x.people.map(mention), ' ')}`,
      contactLine(x),
      textLine(x),
    ],
    '\n',
  )
}

const textLine = ({ text }: Item): Markup | undefined =>
  text === undefined ? undefined : safe`\`\`\`${text.replaceAll('`', 'ˋ')}\`\`\``

function contactLine({ contact }: Item): Markup | undefined {
  if (contact === undefined) return undefined
  return join(
    [
      safe`${contact.name}`,
      contact.phone === undefined ? undefined : phoneLink(contact.phone),
      contact.email === undefined ? undefined : safe`${contact.email}`,
    ],
    ' · ',
  )
}
