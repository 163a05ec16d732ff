import { join, link, type Markup, type Message, message, phoneLink, safe, sections } from '../blocks/index.ts'
import type { Contact, Policy } from '../incident/policy.ts'

/** `/incident contacts`: those outside first, in the playbook's order (life at risk on top), then our own people. */
export function contacts(policy: Policy): Message {
  const people = Object.values(policy.roles).flatMap(role => {
    const held = role.people.flatMap(k => policy.people[k] ?? [])
    const group = role.group === undefined ? [] : [safe`@${role.group}`]
    const named = held.map(p =>
      join([safe`${p.name}`, p.phone === undefined ? undefined : phoneLink(p.phone)], ' '),
    )
    return [safe`*${role.title}* ${join([...named, ...group], ', ')}`]
  })
  const room =
    policy.warRoom === undefined ? undefined : safe`*War room* ${link(policy.warRoom, policy.warRoom)}`
  return message(safe`Contacts of ${policy.company}`, [
    ...sections([...policy.contacts.map(outside), room]),
    ...sections(people),
  ])
}

function outside(c: Contact): Markup {
  const ways = [
    c.phone === undefined ? undefined : phoneLink(c.phone),
    c.email === undefined ? undefined : safe`${c.email}`,
    c.url === undefined ? undefined : link(c.url, c.url),
    c.note === undefined ? undefined : safe`${c.note}`,
  ]
  return join([safe`*${c.name}*`, join(ways, ' · ')], ' ')
}
