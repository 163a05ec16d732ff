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

/** The app's Home tab: what is open now, and the way in. Private incidents stay out of it. */
export function home(open: Incident[], company: string): HomeView {
  const shown = open.filter(i => i.visibility === 'public').slice(0, mostShown)
  const from = { channel: '' }
  return homeView([
    header(`${company}: ${shown.length === 0 ? 'nothing is burning' : `${shown.length} open`}`),
    ...actions([
      button('open-declare', 'Declare an incident', encodeMeta({ from }), { style: 'danger' }),
      button('show-help', 'What can I type?', '{}'),
    ]),
    divider(),
    ...(shown.length === 0
      ? [section(safe`No incident is open. Type \`/incident\` in any channel to open one.`)]
      : shown.flatMap(incidentBlocks)),
  ])
}

function incidentBlocks(i: Incident): SafeBlock[] {
  const waiting = Object.values(i.requests).filter(r => r.status === 'requested')
  const where = i.channel === undefined ? undefined : safe`Work goes on in ${channelRef(i.channel.id)}`
  const asks =
    waiting.length === 0 ? undefined : safe`*Waiting for approval* ${waiting.map(r => r.title).join(', ')}`
  return [
    section(join([safe`*${headline(i)}*`, state(i), people(i), asks, where], '\n')),
    context(safe`${i.id}`),
    divider(),
  ]
}
