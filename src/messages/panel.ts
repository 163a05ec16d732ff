import {
  actions,
  author,
  button,
  context,
  date,
  encodeMeta,
  header,
  join,
  link,
  type Markup,
  type Message,
  message,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
  truncate,
} from '../blocks/index.ts'
import { phaseAt } from '../incident/lifecycle/phases.ts'
import { openItems } from '../incident/manual-steps/items.ts'
import type { Policy } from '../incident/policy.ts'
import { type Incident, isOpen, standingChanges } from '../incident/state.ts'
import { type NextMove, nextMove } from './next-move.ts'
import { nextEscalation } from './upcoming.ts'
import { acknowledgement, headline, people, reportLinks, state } from './words.ts'

const namesShown = 1
const longestTitle = 60

/**
 * The pinned control panel: the next step with its one green button, then impact, state, who leads and what was
 * changed. Moments are date tokens, so nothing new to say means the same bytes.
 */
export function panel(i: Incident, policy: Policy): Message {
  const next = nextMove(i, policy)
  return message(safe`${headline(i)} (${i.id})`, [
    header(headline(i)),
    ...(next === undefined ? [] : [nextBlock(next)]),
    section(join(isOpen(i) ? openLines(i, policy) : endedLines(i), '\n')),
    ...actions(buttons(i, policy)),
    context(footer(i, policy)),
  ])
}

function nextBlock({ words, button: b }: NextMove): SafeBlock {
  const text = safe`*Next:* ${words}`
  return section(text, b === undefined ? undefined : button(b.id, b.label, b.value, { style: 'primary' }))
}

function openLines(i: Incident, policy: Policy): (Markup | undefined)[] {
  return [
    labelled('Impact', impact(i)),
    labelled('State', join([state(i), failing(i)], ' · ')),
    labelled('Leads', join([leads(i), nextEscalation(i, policy)], ' · ')),
    labelled('Changed', changed(i)),
    labelled('Manual steps', named(openItems(i).map(x => x.title))),
  ]
}

function endedLines(i: Incident): (Markup | undefined)[] {
  const { ended, followUps } = i
  const meeting = followUps?.meeting
  return [
    state(i),
    ended === undefined || ended.summary === 'not recorded' ? undefined : safe`> ${ended.summary}`,
    labelled('Changed', changed(i)),
    labelled('Post-mortem', meeting && date(meeting.at, '{date_short_pretty} {time}')),
    labelled('Report', reportLinks(i)),
  ]
}

const labelled = (label: string, text: Markup | undefined): Markup | undefined =>
  text === undefined || text.text === '' ? undefined : safe`*${label}* ${text}`

/** A few by name, the rest as a count. */
function named(titles: string[]): Markup | undefined {
  if (titles.length === 0) return undefined
  const shown = titles.slice(0, namesShown).map(t => truncate(t, longestTitle))
  const more = titles.length - shown.length
  return safe`${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`
}

function impact(i: Incident): Markup {
  const customers = Math.max(i.customersAffected ?? 0, i.triage.customersAffected ?? 0)
  return join(
    [
      customers === 0 ? undefined : safe`${customers} customer${customers === 1 ? '' : 's'}`,
      i.canCall === 'unknown' ? undefined : safe`can they call? ${i.canCall}`,
    ],
    ' · ',
  )
}

/** What cannot be told counts by itself: it neither fails nor passes. */
function failing({ diagnostics: d }: Incident): Markup | undefined {
  if (d === undefined || d.findings.length === 0)
    return d?.running === true ? safe`diagnostics are running` : undefined
  const bad = d.findings.filter(f => f.verdict === 'unhealthy')
  const unknown = d.findings.filter(f => f.verdict === 'unknown').length
  const doubt = unknown === 0 ? '' : `, ${unknown} unknown`
  if (bad.length > 0)
    return safe`${bad.length} of ${d.findings.length} checks fail${doubt}: ${named(bad.map(f => f.title)) ?? ''}`
  return unknown === 0
    ? safe`all ${d.findings.length} checks passed ${date(d.at)}`
    : safe`no check fails${doubt}`
}

function leads(i: Incident): Markup {
  if (i.acknowledged === undefined) return acknowledgement(i)
  if (i.roles.commander === undefined) return acknowledgement(i)
  const { commander, ...others } = i.roles
  const by = i.acknowledged.by
  const answered = by === commander ? undefined : safe`acknowledged by ${author(by)}`
  return join([author(commander), people({ ...i, roles: others }), answered], ' · ')
}

function changed(i: Incident): Markup | undefined {
  const changes = standingChanges(i)
  if (changes.length === 0) return undefined
  const more = changes.length > namesShown ? safe`and ${changes.length - namesShown} more` : undefined
  const shown = changes
    .slice(0, namesShown)
    .map(r => safe`${truncate(r.title, longestTitle)} (undo: ${truncate(r.undo, longestTitle)})`)
  return join([...shown, more], '; ')
}

function footer(i: Incident, policy: Policy): Markup {
  const phase = phaseAt(policy, i)
  const room = i.warRoom === undefined ? undefined : link(i.warRoom, 'War room')
  return join(
    [safe`${i.id}`, phase && safe`Phase ${phase.number}`, safe`by ${author(i.declaredBy)}`, room],
    ' · ',
  )
}

/**
 * At most four beside the menu. They stay where they are whatever the next step is, since a button that moves while
 * somebody reaches for it makes them press another.
 */
function buttons(i: Incident, policy: Policy): SafeButton[] {
  const value = encodeMeta({ i: i.id })
  const row: SafeButton[] = isOpen(i)
    ? [
        ...(policy.containment[i.severity] === undefined ? [] : [button('open-contain', 'Contain', value)]),
        button('open-update', 'Update', value),
        button('open-escalate', 'Escalate', value),
        button('open-resolve', 'Check and resolve', value),
      ]
    : [
        button('export-report', 'Export', value),
        button('open-rca', 'Root cause', value),
        ...(i.signedOff === undefined && policy.signOff !== undefined
          ? [button('sign-off', 'Sign off', value)]
          : []),
        button('open-reopen', 'Reopen', value),
      ]
  return [...row, button('open-more', 'More', value)]
}
