// One message tells the whole life of a request: asked, running, done or not run. The parts stand in the order of reading.
import {
  actions,
  ago,
  author,
  button,
  channelRef,
  context,
  duration,
  encodeMeta,
  join,
  Markup,
  type Message,
  message,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
  sections,
  truncate,
} from '../blocks/index.ts'
import type { PreviewRow } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import {
  type ActionRequest,
  batchOf,
  canAskAgain,
  hasEnded,
  type Incident,
  isOpen,
  isUnstarted,
  waitsForPerson,
} from '../incident/state.ts'
import { settleButtons } from './locks.ts'

type Where = { for: 'channel' | 'dm' }

/**
 * Asked, running, done, with its way back. Whoever is asked to approve a step of a private incident may have no part
 * in it, and reads the steps only. The whole target stands in the form behind Review and approve.
 */
export function actionRequest(i: Incident, batch: string, where: Where, policy: Policy): Message {
  const steps = batchOf(i, batch)
  const first = steps[0]
  if (first === undefined) return message(safe`This request is not known.`, [])
  const isHidden = where.for === 'dm' && i.visibility === 'private'
  const about = isHidden ? `${i.severity}, a private incident` : `${i.severity} ${i.title}`
  if (isAsked(steps)) {
    const head = askedHead(steps, first, about)
    return message(head, [
      section(head),
      ...sections(steps.map(askedLine)),
      context(join([terms(steps), whoIsAsked(steps, where)], ' ')),
      ...actions(askedButtons(i, steps, where, policy)),
    ])
  }
  const head = outcomeHead(i, steps, policy)
  return message(safe`${head} (${about})`, [
    section(join([head, askedBy(first)], '\n')),
    ...steps.map(s => outcomeBlock(i, s)),
    ...(where.for === 'dm' ? [context(safe`${about}`)] : []),
    ...actions(outcomeButtons(i, steps)),
  ])
}

/** To whoever asked, once: what became of it, and the next step. */
export function requestOutcome(i: Incident, batch: string, policy: Policy): Message {
  const steps = batchOf(i, batch)
  // The message is not edited: what the probes find stands under the request.
  const { checkAfter: _, checks: __, ...unchecked } = i
  const head = outcomeHead(unchecked, steps, policy)
  const where = i.channel === undefined ? undefined : channelRef(i.channel.id)
  const probes =
    i.checkAfter === batch ? safe`The probes run now; what they find stands under the request.` : undefined
  // The way on stands under the request itself, which is kept current.
  const again =
    isOpen(i) && steps.some(canAskAgain) ? safe`If it is still needed, ask again there.` : undefined
  return message(safe`${head} (${i.severity} ${i.title})`, [
    section(head),
    context(join([safe`${i.severity} ${i.title}`, where, probes, again], ' · ')),
  ])
}

/** A step that needs nobody's approval waits for those beside it. */
const isAsked = (steps: ActionRequest[]): boolean =>
  steps.some(s => s.status === 'requested' && (s.needs.count > 0 || steps.length === 1))

function askedHead(steps: ActionRequest[], first: ActionRequest, about: string): Markup {
  const ends = Math.min(...steps.filter(s => s.status === 'requested').map(s => s.expiresAt))
  const what = first.undoes === undefined ? 'Approve for' : 'Approve the undo for'
  return safe`*${what} ${about}?* · ${author(first.by)} asks · expires ${ago(ends)}`
}

function askedLine(s: ActionRequest): Markup {
  const change = changeOf(s)
  const what = change === '' ? safe`*${s.step}*  ${s.title}` : safe`*${s.step}*  ${s.title}: ${change}`
  if (s.status !== 'requested' && s.status !== 'approved') return join([what, outcome(s)], ' · ')
  return join([what, wayBack(s), partly(s)], ' · ')
}

const mostOfChange = 80
/** What changes, in a few words; requests of earlier versions have the rows of their preview only. */
function changeOf(s: ActionRequest): string {
  if (s.brief !== undefined) return truncate(s.brief, mostOfChange)
  const row = s.shows.find(r => r.after !== undefined)
  return row === undefined ? '' : truncate(`${row.now} → ${row.after}`, mostOfChange)
}

/** What the playbook lets happen without an approval is no reason for a warning. */
function wayBack(s: ActionRequest): Markup | undefined {
  if (/^not needed/.test(s.undo)) return undefined
  if (s.risk === 'irreversible' || /^not possible/.test(s.undo))
    return s.needs.count > 0 ? safe`⚠️ cannot be undone` : undefined
  return /^by /.test(s.undo) ? safe`can be undone` : safe`undo: ${truncate(s.undo, mostOfChange)}`
}

/** Who has approved one step of several, and whom it waits for. */
function partly(s: ActionRequest): Markup | undefined {
  const by = [...new Set(s.approvals.filter(a => a.hash === s.approvedHash).map(a => a.by))]
  if (s.status === 'approved')
    return safe`✅ approved by ${join(by.map(author), ', ')}; starts when it is its turn`
  if (s.status !== 'requested' || s.needs.count === 0 || by.length === 0) return undefined
  return safe`approved by ${join(by.map(author), ', ')}; ${s.needs.count - by.length} more needed for this preview`
}

function terms(steps: ActionRequest[]): Markup {
  const read = safe`Read again from production when you press.`
  if (steps.length === 1) return read
  const onFailure =
    steps[0]?.onFailure === 'stop' ? 'a failure stops the rest' : 'a failure does not stop the rest'
  return safe`In this order; ${onFailure}. ${read}`
}

/** Those who were asked have a direct message of their own; the channel reads their names. */
function whoIsAsked(steps: ActionRequest[], where: Where): Markup | undefined {
  const open = steps.filter(s => s.status === 'requested' && s.needs.count > 0)
  const roles = [...new Set(open.flatMap(s => s.needs.roles))].map(r => `@${r}`).join(' or ')
  const people = [...new Set(open.flatMap(s => s.needs.people))]
  if (open.length > 0 && people.length === 0) return safe`⚠️ Nobody else is ${roles} right now.`
  const most = Math.max(0, ...open.map(s => s.needs.count))
  const needs = most > 1 ? safe`Needs ${most} of ${roles}.` : undefined
  const asked = where.for === 'dm' ? undefined : safe`Asked: ${join(people.slice(0, 5).map(author), ', ')}.`
  return join([needs, asked], ' ')
}

function askedButtons(i: Incident, steps: ActionRequest[], where: Where, policy: Policy): SafeButton[] {
  const value = encodeMeta({ i: i.id, b: steps[0]?.batch ?? '' })
  return [
    button('review-action', 'Review and approve', value, { style: 'primary' }),
    button('open-reject', 'Reject', value),
    ...(canRunAlone(i, where, policy) ? [button('open-run-alone', 'Run without approval', value)] : []),
    // Somebody has approved a preview that may not be the one of now.
    ...(steps.some(s => isUnstarted(s) && s.approvals.length > 0) && (isOpen(i) || isUndo(steps))
      ? [button('ask-again', 'Ask again', value)]
      : []),
  ]
}

/** An approver approves; the others read the channel. It is offered where the playbook lets somebody do it. */
function canRunAlone(i: Incident, where: Where, { breakGlass }: Policy): boolean {
  if (where.for === 'dm' && i.channel !== undefined) return false
  if (!breakGlass.severities.includes(i.severity)) return false
  return breakGlass.roles.length > 0 || i.commandFrom !== undefined
}

const isUndo = (steps: ActionRequest[]) => steps.some(s => s.undoes !== undefined)

/** What it is called: its one step, or the list of the playbook that it comes from. */
function nameOf(i: Incident, steps: ActionRequest[], policy: Policy): string {
  const undone = i.requests[steps[0]?.undoes ?? '']
  if (undone !== undefined) return `Undo of “${undone.title}”`
  if (steps.length === 1) return steps[0]?.title ?? ''
  const list = Object.values(policy.checklists).find(c => steps.every(s => c.steps.includes(s.action)))
  return list?.title ?? `${steps.length} actions`
}

function outcomeHead(i: Incident, steps: ActionRequest[], policy: Policy): Markup {
  const name = nameOf(i, steps, policy)
  if (steps.some(s => ['requested', 'approved', 'started', 'accepted'].includes(s.status)))
    return safe`⏳ *${name}: running*`
  if (steps.some(s => s.status === 'unknown')) return safe`⚠️ *${name}: outcome not known*`
  if (steps.every(s => s.startedAt === undefined && s.status !== 'succeeded' && s.status !== 'failed'))
    return notRun(steps, name)
  const failed = steps.filter(s => s.status === 'failed').length
  const left = steps.filter(s => ['rejected', 'expired', 'voided'].includes(s.status)).length
  if (failed > 0) return said(safe`❌ *${name}: ${failed} of ${steps.length} failed*`, i, steps)
  if (left > 0) return said(safe`⚠️ *${name}: ${left} of ${steps.length} not run*`, i, steps)
  return said(safe`✅ *${name}: done${took(steps)}*`, i, steps)
}

function took(steps: ActionRequest[]): string {
  const from = Math.min(...steps.map(s => s.startedAt ?? Number.POSITIVE_INFINITY))
  const until = Math.max(...steps.map(s => s.endedAt ?? 0))
  return Number.isFinite(from) && until > 0 ? ` in ${duration(Math.max(1000, until - from))}` : ''
}

function notRun(steps: ActionRequest[], name: string): Markup {
  const rejected = steps.find(s => s.status === 'rejected')
  if (rejected !== undefined) {
    const by = rejected.endedBy === undefined ? undefined : safe` by ${author(rejected.endedBy)}`
    return safe`⚠️ *${name}: rejected${by ?? ''}*: ${rejected.detail ?? ''}`
  }
  const voided = steps.find(s => s.status === 'voided')
  if (voided !== undefined) return safe`⚠️ *${name}: not run*, because ${voided.detail ?? ''}`
  const waited = Math.max(...steps.map(s => s.expiresAt - s.at))
  return safe`⌛ *${name}: not run*, because nobody approved in ${duration(waited)}`
}

/** What the probes say since then, and what comes next. */
function said(head: Markup, i: Incident, steps: ActionRequest[]): Markup {
  const batch = steps[0]?.batch ?? ''
  const c = i.checks?.[batch]
  const isChecking = i.checkAfter === batch || (c?.run !== undefined && c.of === undefined)
  if (isChecking && isOpen(i)) return safe`${head} · the checks are running`
  if (c?.of === undefined || c.of === 0) return head
  const { of, failing = 0, unknown = 0, before = 0 } = c
  const was = before === 0 ? '' : ` (${before} failed before)`
  if (failing > 0) return safe`${head} · ${failing} of ${of} checks fail${was}`
  if (unknown > 0) return safe`${head} · ${unknown} of ${of} checks could not tell${was}`
  const start = Math.min(...steps.map(s => s.startedAt ?? 0))
  const next = (i.update?.at ?? 0) < start ? 'post an update' : 'check recovery and resolve'
  return safe`${head} · all ${of} checks pass${was}.${isOpen(i) ? ` Next: ${next}.` : ''}`
}

function askedBy(first: ActionRequest): Markup {
  const by = first.approvals.map(a => safe`${author(a.by)}${a.breakGlass ? ' (without approval)' : ''}`)
  const approved = by.length === 0 ? undefined : safe`approved by ${join(by, ', ')}`
  return join([safe`Asked by ${author(first.by)}`, approved], ', ')
}

function outcomeBlock(i: Incident, s: ActionRequest): SafeBlock {
  const undoable = s.status === 'succeeded' && s.undoneBy === undefined && s.risk !== 'irreversible'
  const back = undoable ? wayBack(s) : undefined
  const line = s.status === 'requested' || s.status === 'approved' ? partly(s) : outcome(s)
  const value = encodeMeta({ i: i.id, b: s.batch, r: s.id })
  return section(
    join([safe`*${s.step}*  ${s.title}`, line, back], ' · '),
    undoable ? button('undo-action', 'Undo', value) : undefined,
  )
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
      return safe`⏳ under way`
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
      return join(
        [
          safe`⚠️ Not run: ${s.detail ?? ''}`,
          (s.found ?? []).length === 0 ? undefined : safe`Now: ${rows(s.found ?? [])}`,
        ],
        '\n',
      )
    case 'rejected':
      return safe`⚠️ Rejected: ${s.detail ?? ''}`
    case 'expired':
      return safe`⌛ Not run: nobody approved it in time`
    default:
      return new Markup('')
  }
}

/** ▓▓▓▓▓░░░ */
function bar(done: number): string {
  const full = Math.round(Math.min(Math.max(done, 0), 1) * 8)
  return '▓'.repeat(full) + '░'.repeat(8 - full)
}

function outcomeButtons(i: Incident, steps: ActionRequest[]): SafeButton[] {
  const value = encodeMeta({ i: i.id, b: steps[0]?.batch ?? '' })
  const mayAsk = isOpen(i) || isUndo(steps)
  const again = mayAsk && steps.some(canAskAgain) ? [button('ask-again', 'Ask again', value)] : []
  const open = steps.find(waitsForPerson)
  return [
    ...(open === undefined ? [] : settleButtons(i, open)),
    ...(steps.some(s => s.status === 'approved') ? [button('open-reject', 'Do not run it', value)] : []),
    ...again,
    ...resolveButton(i, steps),
  ]
}

/** Everything passes, and people have been told: the way on is the recovery gate. */
function resolveButton(i: Incident, steps: ActionRequest[]): SafeButton[] {
  const c = i.checks?.[steps[0]?.batch ?? '']
  const passes = c?.of !== undefined && c.of > 0 && (c.failing ?? 0) + (c.unknown ?? 0) === 0
  if (!passes || !isOpen(i) || !steps.every(hasEnded)) return []
  return [button('open-resolve', 'Check and resolve', encodeMeta({ i: i.id }), { style: 'primary' })]
}
