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
} from '../blocks/index.ts'
import { type ActionItem, openActionItems } from '../incident/action-items.ts'
import type { Incident } from '../incident/state.ts'

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
  const rows = open.map(({ a, i }) =>
    join([line(a), i.channel === undefined ? safe`${i.id}` : channelRef(i.channel.id)], ' · '),
  )
  return message(text, [section(join([safe`*${open.length} open action items*`, ...rows], '\n'))])
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
