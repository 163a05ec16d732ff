import {
  actions,
  author,
  button,
  context,
  date,
  divider,
  encodeMeta,
  header,
  join,
  link,
  type Markup,
  type Message,
  message,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import { openActionItems } from '../incident/action-items.ts'
import { updateDueAt } from '../incident/clocks/updates.ts'
import { openItems } from '../incident/items.ts'
import type { Policy } from '../incident/policy.ts'
import { type Incident, isOpen, standingChanges } from '../incident/state.ts'
import { nextStep, phaseAt } from '../incident/steps.ts'
import { findingLine } from './diagnostics.ts'
import { nextEscalation } from './upcoming.ts'
import { acknowledgement, headline, people, reportLinks, state, stepWord } from './words.ts'

const factsShown = 3

/** The pinned control panel. Moments are date tokens, so nothing new to say means the same bytes. */
export function panel(i: Incident, policy: Policy): Message {
  return message(safe`${headline(i)} (${i.id})`, [
    header(headline(i)),
    section(join([state(i), people(i), acknowledgement(i)], '\n')),
    section(
      join(
        [
          endLine(i),
          phaseLine(i, policy),
          nextLine(i, policy),
          requestsLine(i),
          byHandLine(i),
          isOpen(i) ? knownLines(i) : undefined,
          changedLine(i),
          afterLine(i),
        ],
        '\n',
      ),
    ),
    ...actions(buttons(i)),
    divider(),
    context(footer(i)),
  ])
}

function phaseLine(i: Incident, policy: Policy): Markup | undefined {
  const phase = phaseAt(policy, i)
  if (phase === undefined) return undefined
  const box = `${phase.fromMs / 60_000}${phase.toMs === undefined ? '+' : `–${phase.toMs / 60_000}`} min`
  const head = safe`*Phase ${phase.number}* ${phase.name} (${box})`
  if (!isOpen(i)) return safe`${head}   *Left to do* ${leftToDo(i).join(', ') || 'nothing'}`
  const step = nextStep(policy, i)
  return safe`${head}   *Next step* ${step === undefined ? 'none left' : stepWord[step]}`
}

/** What the end was, in the words of whoever ended it; what the probes found at the start is over. */
function endLine({ ended }: Incident): Markup | undefined {
  if (ended === undefined || ended.summary === 'not recorded') return undefined
  return safe`> ${ended.summary}`
}

/** A false alarm leaves nothing to learn. */
function leftToDo(i: Incident): string[] {
  const items = openActionItems(i).length
  const isFalseAlarm = i.ended?.how === 'cancelled'
  return [
    ...(isFalseAlarm || i.rca !== undefined ? [] : ['record the root cause']),
    ...(items === 0 ? [] : [`${items} action item${items === 1 ? '' : 's'}`]),
    ...(isFalseAlarm || i.signedOff !== undefined ? [] : ['sign off the post-mortem']),
  ]
}

function nextLine(i: Incident, policy: Policy): Markup | undefined {
  const due = updateDueAt(i)
  const update = due === undefined ? undefined : safe`*Next update due* ${date(due)}`
  return join([update, nextEscalation(i, policy)], ' · ')
}

function requestsLine(i: Incident): Markup | undefined {
  const waiting = Object.values(i.requests).filter(r => r.status === 'requested')
  if (waiting.length === 0) return undefined
  return safe`*Waiting for approval* ${waiting.map(r => r.title).join(', ')}`
}

function byHandLine(i: Incident): Markup | undefined {
  const open = openItems(i)
  return open.length === 0 ? undefined : safe`*By hand* ${open.map(x => x.title).join(', ')}`
}

function knownLines(i: Incident): Markup | undefined {
  const d = i.diagnostics
  if (d === undefined || d.findings.length === 0)
    return d?.running ? safe`*Known* diagnostics are running` : undefined
  const bad = d.findings.filter(f => f.verdict !== 'healthy')
  if (bad.length === 0) return safe`*Known* all ${d.findings.length} probes were healthy ${date(d.at)}`
  const more =
    bad.length > factsShown ? safe`… ${bad.length - factsShown} more in the diagnostics message` : undefined
  return join([safe`*Known* (${date(d.at)})`, ...bad.slice(0, factsShown).map(findingLine), more], '\n')
}

function changedLine(i: Incident): Markup | undefined {
  const changes = standingChanges(i)
  if (changes.length === 0) return undefined
  return safe`*Changed in production* ${changes.map(r => `${r.title} (undo: ${r.undo})`).join('; ')}`
}

/** Where the files are, long after their message has scrolled away. */
function afterLine(i: Incident): Markup | undefined {
  if (isOpen(i)) return undefined
  const meeting = i.followUps?.meeting
  const links = reportLinks(i)
  return join(
    [
      meeting === undefined
        ? undefined
        : safe`*Post-mortem* ${date(meeting.at, '{date_short_pretty} {time}')}`,
      links === undefined ? undefined : safe`*Report* ${links}`,
    ],
    '   ',
  )
}

function footer(i: Incident): Markup {
  const room = i.warRoom === undefined ? undefined : link(i.warRoom, 'War room')
  return join([safe`${i.id}`, safe`declared by ${author(i.declaredBy)}`, room], '  ·  ')
}

function buttons(i: Incident): SafeButton[] {
  const value = encodeMeta({ i: i.id })
  if (!isOpen(i))
    return [
      button('export-report', 'Export', value),
      button('open-rca', 'Root cause', value),
      button('open-action-item', 'Action item', value),
      ...(i.signedOff === undefined ? [button('sign-off', 'Sign off', value)] : []),
      button('open-reopen', 'Reopen', value),
    ]
  return [
    ...(i.acknowledged === undefined
      ? [button('acknowledge', 'Acknowledge', value, { style: 'primary' })]
      : []),
    button('open-update', 'Update', value),
    button('open-contain', 'Contain', value, { style: 'danger' }),
    button('diagnose', 'Diagnose', value),
    button('open-severity', 'Severity', value),
    button('open-escalate', 'Escalate', value),
    button('open-more', 'More', value),
    button('open-resolve', 'Resolve', value),
  ]
}
