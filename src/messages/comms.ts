import {
  actions,
  button,
  channelWords,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  message,
  type SafeBlock,
  safe,
  sections,
} from '../blocks/index.ts'
import { isKnown, type UnknownEvent } from '../incident/events.ts'
import type { Status } from '../incident/model/words.ts'
import { mayTellCustomers } from '../incident/outside/customers.ts'
import { isPublic } from '../incident/outside/status-page.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { updateDueAt } from '../incident/updates/cadence.ts'
import { statusWord } from './words.ts'

type Told = { at: number; what: string }

/** `/incident comms`: every audience, what it was last told and when, and what is due. */
export function comms(i: Incident, policy: Policy, events: UnknownEvent[]): Message {
  const told = lastTold(events)
  const due = updateDueAt(i)
  const row = (who: string, last: Told | undefined, next?: Markup) =>
    join(
      [
        safe`*${who}*`,
        last === undefined ? safe`nothing yet` : safe`${date(last.at)} ${last.what.slice(0, 200)}`,
        next,
      ],
      ' · ',
    )
  const rows = [
    row(
      'This channel and the announcement',
      told.get('channel'),
      due === undefined ? undefined : safe`next due ${date(due)}`,
    ),
    ...policy.updates.audiences.map(a => row(channelWords(a), told.get(a))),
    ...(policy.statusPage === undefined
      ? []
      : [row('Status page', told.get('status-page'), pageNote(i, policy))]),
    ...Object.keys(policy.customers).map(a =>
      row(`Customers (${a})`, told.get(`customers/${a}`), customersNote(i, policy, a)),
    ),
    ...(i.paging === undefined ? [] : [row('Pager', { at: i.declaredAt, what: i.paging })]),
  ]
  return message(safe`Communications of ${i.id}`, [
    ...sections([safe`*Who was told what*`, ...rows]),
    ...buttons(i, policy),
  ])
}

function pageNote(i: Incident, policy: Policy): Markup | undefined {
  if (i.statusPage !== undefined && i.statusPage.shown?.body !== i.statusPage.body) return safe`⏳ on its way`
  return isPublic(i, i.severity, policy) || i.statusPage !== undefined
    ? undefined
    : safe`not for this incident`
}

function customersNote(i: Incident, policy: Policy, audience: string): Markup | undefined {
  if (mayTellCustomers(i, policy, audience)) return undefined
  return safe`only of a ${policy.customers[audience]?.severities.join(' or ') ?? ''}`
}

function lastTold(events: UnknownEvent[]): Map<string, Told> {
  const told = new Map<string, Told>()
  for (const e of events) {
    if (!isKnown(e)) continue
    if (e.type === 'update.posted')
      for (const who of ['channel', ...(e.data.audiences ?? [])])
        told.set(who, { at: e.at, what: e.data.text })
    if (e.type === 'statuspage.updated')
      told.set('status-page', { at: e.at, what: `${statusWord[e.data.status]}: ${e.data.body}` })
    if (e.type === 'customers.notified') {
      const { audience, delivered, recipients } = e.data
      told.set(`customers/${audience}`, { at: e.at, what: `${delivered} of ${recipients} reached` })
    }
  }
  return told
}

const order: Status[] = ['investigating', 'identified', 'monitoring', 'resolved']

/** What the page says next: one step on, and the end once it is over. */
function nextOnPage(i: Incident): Status {
  if (i.ended?.how === 'resolved') return 'resolved'
  const at = i.statusPage === undefined ? -1 : order.indexOf(i.statusPage.status)
  return order[Math.min(at + 1, order.length - 1)] ?? 'resolved'
}

function buttons(i: Incident, policy: Policy): SafeBlock[] {
  const meta = (list: string) => encodeMeta({ i: i.id, list })
  const isShown = isPublic(i, i.severity, policy) || i.statusPage !== undefined
  const next = nextOnPage(i)
  return [
    ...actions([
      button('open-update', 'Update', encodeMeta({ i: i.id })),
      ...(isShown ? [button('open-status-page', `Status page: ${statusWord[next]}`, meta(next))] : []),
    ]),
    ...Object.keys(policy.customers)
      .filter(a => mayTellCustomers(i, policy, a))
      .flatMap(a =>
        actions([
          button('open-customers', `Tell customers (${a})`, meta(a)),
          button('test-customers', `Test to me (${a})`, meta(a)),
        ]),
      ),
  ]
}
