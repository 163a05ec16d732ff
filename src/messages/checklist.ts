import {
  button,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  mention,
  message,
  phoneLink,
  safe,
  section,
} from '../blocks/index.ts'
import { type Item, openItems } from '../incident/items.ts'
import type { Incident } from '../incident/state.ts'

/** What only people can do, kept current in one message: whose turn, text to copy, and *Done*. */
export function checklist(i: Incident): Message {
  const left = openItems(i).length
  const title = left === 0 ? safe`✅ *By hand*: all done` : safe`✋ *By hand*: ${left} to do`
  return message(title, [
    section(title),
    ...Object.values(i.items).map(x =>
      section(
        itemText(x),
        x.done === undefined ? button('complete-item', 'Done', encodeMeta({ i: i.id, r: x.id })) : undefined,
      ),
    ),
  ])
}

function itemText(x: Item): Markup {
  if (x.done !== undefined) return safe`✅ ${x.title} (${mention(x.done.by)} ${date(x.done.at)})`
  return join(
    [
      safe`*${x.title}*`,
      x.owner === undefined ? undefined : safe`${x.owner} ${join(x.people.map(mention), ' ')}`,
      contactLine(x),
      x.text === undefined ? undefined : safe`\`\`\`${x.text.replaceAll('`', 'ˋ')}\`\`\``,
    ],
    '\n',
  )
}

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
