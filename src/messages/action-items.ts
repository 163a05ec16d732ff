import {
  actions,
  button,
  channelRef,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  mention,
  message,
  safe,
  section,
  sections,
} from '../blocks/index.ts'
import { type ActionItem, openActionItems } from '../incident/learning/action-items.ts'
import type { Incident } from '../incident/state.ts'

/** As many as one message holds. */
const mostShown = 60

/** `/incident actions`: what is to be done, with a button each. */
export function actionItems(i: Incident): Message {
  const all = Object.values(i.actionItems)
  return message(safe`Action items of ${i.id}`, [
    section(safe`*Action items of ${i.id}*${all.length === 0 ? ': none yet' : ''}`),
    ...all.map(a =>
      section(
        line(a),
        a.done === undefined
          ? button('close-action-item', 'Done', encodeMeta({ i: i.id, list: a.id }))
          : undefined,
      ),
    ),
    ...actions([button('open-action-item', 'New action item', encodeMeta({ i: i.id }))]),
  ])
}

/** `/incident actions all`: what is open anywhere, the overdue first. */
export function allActionItems(incidents: Incident[]): Message {
  const open = incidents
    .filter(i => i.visibility === 'public')
    .flatMap(i => openActionItems(i).map(a => ({ a, i })))
    .sort((x, y) => (x.a.dueAt ?? Number.MAX_SAFE_INTEGER) - (y.a.dueAt ?? Number.MAX_SAFE_INTEGER))
  const text = safe`${open.length} open action items`
  const rows = open
    .slice(0, mostShown)
    .map(({ a, i }) =>
      join([line(a), i.channel === undefined ? safe`${i.id}` : channelRef(i.channel.id)], ' · '),
    )
  const more = open.length - rows.length
  const rest = more === 0 ? undefined : safe`${more} more, all due later.`
  return message(text, sections([safe`*${open.length} open action items*`, ...rows, rest]))
}

function line(a: ActionItem): Markup {
  const mark = a.done === undefined ? '⬜' : '✅'
  return join(
    [
      safe`${mark} ${a.title}`,
      a.owner === undefined ? safe`nobody yet` : mention(a.owner),
      a.dueAt === undefined ? undefined : safe`due ${date(a.dueAt, '{date_short}')}`,
      safe`${a.priority}`,
      a.done === undefined ? undefined : safe`done by ${mention(a.done.by)}`,
    ],
    ' · ',
  )
}
