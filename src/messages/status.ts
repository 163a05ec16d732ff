import {
  actions,
  button,
  context,
  date,
  encodeMeta,
  join,
  type Markup,
  type Message,
  message,
  safe,
  section,
  sections,
} from '../blocks/index.ts'
import { phaseAt } from '../incident/lifecycle/phases.ts'
import type { Policy } from '../incident/policy.ts'
import { type Incident, isOpen } from '../incident/state.ts'
import { updateDueAt } from '../incident/updates/cadence.ts'
import { lockBlocks } from './locks.ts'
import { nextMove } from './next-move.ts'
import { remindersButton } from './reminder.ts'
import { upcoming } from './upcoming.ts'
import { acknowledgement, headline, people, state } from './words.ts'

type Integration = { name: string; state: 'on' | 'off' | 'failing'; detail: string }
const mark = { on: '✅', off: '⚪', failing: '❌' } as const

/** `/incident status`: where it stands, what is due, and which integrations are on. */
export function status(i: Incident | undefined, policy: Policy, integrations: Integration[]): Message {
  const parts = join(
    integrations.map(
      x => safe`${mark[x.state]} ${x.name} ${x.state}${x.detail === '' ? '' : ` (${x.detail})`}`,
    ),
    '   ',
  )
  if (i === undefined)
    return message(safe`No incident in this channel`, [
      section(safe`No incident is run in this channel. \`/incident list\` shows those that are open.`),
      context(parts),
    ])
  const due = updateDueAt(i)
  const next = upcoming(i, policy)
  return message(safe`${headline(i)}`, [
    section(safe`*${headline(i)}*  ${i.id}`),
    section(
      join(
        [
          state(i),
          people(i),
          acknowledgement(i),
          phaseLine(i, policy),
          due === undefined
            ? undefined
            : safe`*Update due* ${date(due)}${i.cadence.off === true ? ' (reminders are off)' : ''}`,
          i.update === undefined ? undefined : safe`*Last update* ${date(i.update.at)}: ${i.update.text}`,
        ],
        '\n',
      ),
    ),
    ...lockBlocks(i),
    ...(next.length === 0 ? [] : sections([safe`*Next*`, ...next.map(n => safe`• ${n}`)])),
    ...(isOpen(i)
      ? actions([
          button('open-update', 'Update', encodeMeta({ i: i.id })),
          remindersButton(i.id, i.cadence.off === true ? 'on' : 'off'),
        ])
      : []),
    ...(integrations.length === 0 ? [] : [context(parts)]),
  ])
}

/** Where the playbook's workflow stands (§ Workflow), and what comes next. */
function phaseLine(i: Incident, policy: Policy): Markup | undefined {
  const phase = phaseAt(policy, i)
  if (phase === undefined) return undefined
  const box = `${phase.fromMs / 60_000}${phase.toMs === undefined ? '+' : `–${phase.toMs / 60_000}`} min`
  const next = nextMove(i, policy)
  const then = next === undefined ? '' : safe` · next: ${next.words}`
  return safe`*Phase ${phase.number}* ${phase.name} (${box})${then}`
}
