import {
  actions,
  button,
  context,
  date,
  encodeMeta,
  join,
  Markup,
  type Message,
  mention,
  message,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import type { PreviewRow } from '../incident/events.ts'
import {
  type ActionRequest,
  batchOf,
  canAskAgain,
  type Incident,
  isUnstarted,
  waitsForPerson,
} from '../incident/state.ts'
import { settleButtons } from './locks.ts'

type Where = { for: 'channel' | 'dm' }

/**
 * The life of a request in one message: asked, running, done, with its way back. Whoever is asked to approve a step of
 * a private incident may have no part in it, and reads the steps only.
 */
export function actionRequest(i: Incident, batch: string, where: Where): Message {
  const steps = batchOf(i, batch)
  const first = steps[0]
  if (first === undefined) return message(safe`This request is not known.`, [])
  const isHidden = where.for === 'dm' && i.visibility === 'private'
  const about = isHidden ? `${i.severity}, a private incident` : `${i.severity} ${i.title}`
  const title = safe`${titleOf(steps, first)} · ${steps.map(s => s.title).join(', ')} (${about})`
  return message(title, [
    section(heading(i, steps, first, where)),
    ...steps.map(s => stepBlock(i, s, batch)),
    ...actions(buttons(i, steps, batch)),
    ...(where.for === 'dm' ? [context(isHidden ? safe`${about}` : safe`${i.id} · ${about}`)] : []),
  ])
}

function titleOf(steps: ActionRequest[], first: ActionRequest): string {
  if (steps.some(s => s.status === 'requested' && (s.needs.count > 0 || steps.length === 1)))
    return first.undoes === undefined ? 'Approve?' : 'Approve the undo?'
  if (steps.some(s => ['approved', 'started', 'accepted'].includes(s.status))) return 'Running'
  if (steps.some(s => s.status === 'unknown')) return 'Outcome not known'
  if (steps.every(s => s.status === 'succeeded')) return 'Done'
  return 'Ended'
}

function heading(i: Incident, steps: ActionRequest[], first: ActionRequest, where: Where): Markup {
  const title = safe`*${titleOf(steps, first)}*  ${steps.map(s => s.title).join(' + ')}`
  if (steps.every(s => s.status !== 'requested')) {
    const by = first.approvals.map(a => safe`${mention(a.by)}${a.breakGlass ? ' (run alone)' : ''}`)
    const approved = by.length === 0 ? undefined : safe`approved by ${join(by, ', ')}`
    return join([title, join([safe`asked by ${mention(first.by)}`, approved], ' · ')], '\n')
  }
  const { needs } = steps.find(s => s.status === 'requested' && s.needs.count > 0) ?? first
  const roles = needs.roles.map(r => `@${r}`).join(' or ')
  const called =
    where.for === 'dm' ? undefined : safe`Waiting for ${join(needs.people.slice(0, 5).map(mention), ' ')}`
  const of = needs.count > 1 ? `${needs.count} of` : 'one of'
  const line = safe`Asked by ${mention(first.by)} · needs ${of} ${roles} · expires ${date(first.expiresAt)}`
  return join([title, line, needs.people.length === 0 ? nobody(i) : called], '\n')
}

const nobody = (_: Incident) =>
  safe`⚠️ Nobody else holds these roles right now: use *Run it alone* if it cannot wait.`

function stepBlock(i: Incident, s: ActionRequest, b: string): SafeBlock {
  const body = s.status === 'requested' || s.status === 'approved' ? preview(s) : outcome(s)
  const undoable = s.status === 'succeeded' && s.undoneBy === undefined && s.risk !== 'irreversible'
  const undo = undoable ? button('undo-action', 'Undo', encodeMeta({ i: i.id, b, r: s.id })) : undefined
  return section(join([safe`*${s.step}. ${s.title}*  ${s.target}`, body, partly(s)], '\n'), undo)
}

/** Who has approved one step of several, and whom it waits for. */
function partly(s: ActionRequest): Markup | undefined {
  const by = [...new Set(s.approvals.filter(a => a.hash === s.approvedHash).map(a => a.by))]
  if (s.status === 'approved')
    return safe`✅ approved by ${join(by.map(mention), ', ')}; starts when it is its turn`
  if (s.status !== 'requested' || s.needs.count === 0) return undefined
  const left = s.needs.count - by.length
  if (by.length > 0)
    return safe`approved by ${join(by.map(mention), ', ')}; ${left} more needed for this preview`
  return undefined
}

function preview(s: ActionRequest): Markup {
  return join([rows(s.shows), safe`Check: ${s.check}`, safe`Undo: ${s.undo}`], '\n')
}

export function rows(shows: PreviewRow[]): Markup {
  return join(
    shows.map(r =>
      r.after === undefined ? safe`${r.label}: ${r.now}` : safe`${r.label}: ${r.now} → *${r.after}*`,
    ),
    '\n',
  )
}

function outcome(s: ActionRequest): Markup {
  switch (s.status) {
    case 'started':
      return safe`⏳ being carried out`
    case 'accepted':
      return safe`⏳ ${bar(s.done ?? 0)} ${s.progress ?? 'accepted; looking for the result'}`
    case 'succeeded':
      return safe`✅ ${s.detail ?? 'done'}${s.undoneBy === undefined ? '' : ' · undone since'}`
    case 'failed':
      return safe`❌ ${s.detail ?? 'failed'}${s.next === undefined ? '' : `. ${s.next}`}`
    case 'unknown':
      if (waitsForPerson(s))
        return safe`⚠️ Not known whether it happened: ${s.progress ?? s.detail ?? ''}. Look at production, then say so below; until then nothing else can change ${s.target}.`
      return safe`⚠️ Not known whether it happened: ${s.progress ?? s.detail ?? ''}. Nothing is repeated by itself.`
    case 'voided':
      return safe`⛔ Not run: ${s.detail ?? ''}`
    case 'rejected':
      return safe`⛔ Rejected: ${s.detail ?? ''}`
    case 'expired':
      return safe`⌛ Expired without an approval; nothing was done.`
    default:
      return new Markup('')
  }
}

/** ▓▓▓▓▓░░░ */
function bar(done: number): string {
  const full = Math.round(Math.min(Math.max(done, 0), 1) * 8)
  return '▓'.repeat(full) + '░'.repeat(8 - full)
}

function buttons(i: Incident, steps: ActionRequest[], b: string): SafeButton[] {
  const value = encodeMeta({ i: i.id, b })
  const isUndo = steps.some(s => s.undoes !== undefined)
  const mayAsk = i.ended === undefined || isUndo
  const again = mayAsk && steps.some(canAskAgain) ? [button('ask-again', 'Ask again', value)] : []
  if (steps.some(s => s.status === 'requested'))
    return [
      button('review-action', 'Review and approve', value, { style: 'primary' }),
      button('open-reject', 'Reject', value),
      button('open-run-alone', 'Run it alone', value, { style: 'danger' }),
      // Somebody has approved a preview that may not be the one of now.
      ...(steps.some(s => isUnstarted(s) && s.approvals.length > 0) ? again : []),
    ]
  const open = steps.find(waitsForPerson)
  return [
    ...(open === undefined ? [] : settleButtons(i, open)),
    ...(steps.some(s => s.status === 'approved') ? [button('open-reject', 'Do not run it', value)] : []),
    ...again,
  ]
}
