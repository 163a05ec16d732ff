import {
  actions,
  button,
  channelRef,
  context,
  divider,
  encodeMeta,
  type HomeView,
  header,
  homeView,
  join,
  type SafeBlock,
  safe,
  section,
} from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { headline, people, state } from './words.ts'

const mostShown = 15

/**
 * The app's Home tab: what is open now, the newest first, and what can be done about it from here. `open` are the
 * incidents that whoever looks may know of.
 */
export function home(open: Incident[], company: string): HomeView {
  const sorted = open.toSorted((a, b) => b.declaredAt - a.declaredAt || b.id.localeCompare(a.id))
  const shown = sorted.slice(0, mostShown)
  const more = sorted.length - shown.length
  const from = { channel: '' }
  return homeView([
    header(`${company}: ${sorted.length === 0 ? 'nothing is burning' : `${sorted.length} open`}`),
    ...actions([
      button('open-declare', 'Declare an incident', encodeMeta({ from }), { style: 'danger' }),
      button('show-help', 'What can I type?', '{}'),
    ]),
    divider(),
    ...(shown.length === 0
      ? [section(safe`No incident is open. Type \`/incident\` in any channel to open one.`)]
      : shown.flatMap(incidentBlocks)),
    ...(more === 0 ? [] : [section(safe`${more} more, all older: \`/incident list\` names them.`)]),
  ])
}

function incidentBlocks(i: Incident): SafeBlock[] {
  const value = encodeMeta({ i: i.id })
  const waiting = Object.values(i.requests).filter(r => r.status === 'requested')
  const where = i.channel === undefined ? undefined : safe`Work goes on in ${channelRef(i.channel.id)}`
  const asks =
    waiting.length === 0 ? undefined : safe`*Waiting for approval* ${waiting.map(r => r.title).join(', ')}`
  return [
    section(join([safe`*${headline(i)}*`, state(i), people(i), asks, where], '\n')),
    ...actions([
      ...(i.acknowledged === undefined ? [button('acknowledge', 'Acknowledge', value)] : []),
      button('open-update', 'Update', value),
      button('show-status', 'Status', value),
      button('open-resolve', 'Check and resolve', value),
    ]),
    context(safe`${i.id}`),
    divider(),
  ]
}
