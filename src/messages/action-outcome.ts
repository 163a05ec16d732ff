import {
  actions,
  author,
  button,
  channelRef,
  context,
  duration,
  encodeMeta,
  join,
  type Markup,
  type Message,
  message,
  type SafeBlock,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import {
  type ActionRequest,
  batchOf,
  canAskAgain,
  hasEnded,
  type Incident,
  isOpen,
  waitsForPerson,
} from '../incident/state.ts'
import { isUndo, outcome, partly, wayBack } from './action-lines.ts'
import { settleButtons } from './locks.ts'

/** The request once nobody is asked any more: running, done or not run, with its way back. */
export function outcomeOf(
  i: Incident,
  steps: ActionRequest[],
  given: { about: string; isDirect: boolean; policy: Policy },
): Message {
  // Who was only asked to approve a step of a private incident may do nothing else in it.
  const isStranger = given.isDirect && i.visibility === 'private'
  const head = outcomeHead(i, steps, given.policy)
  return message(safe`${head} (${given.about})`, [
    section(join([head, ...steps.slice(0, 1).map(askedBy)], '\n')),
    ...steps.map(s => outcomeBlock(i, s, isStranger)),
    ...(given.isDirect ? [context(safe`${given.about}`)] : []),
    ...actions(outcomeButtons(i, steps, isStranger)),
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
  return safe`${head} · all ${of} checks pass${was}.${nextOf(i, steps)}`
}

/** Only while nothing newer is known than what the probes found after these actions. */
function nextOf(i: Incident, steps: ActionRequest[]): string {
  if (!isOpen(i) || !isLatest(i, steps)) return ''
  return ` Next: ${isToldSince(i, steps) ? 'check recovery and resolve' : 'post an update'}.`
}

const isLatest = (i: Incident, steps: ActionRequest[]): boolean =>
  i.diagnostics !== undefined && i.checks?.[steps[0]?.batch ?? '']?.run === i.diagnostics.run

const isToldSince = (i: Incident, steps: ActionRequest[]): boolean =>
  (i.update?.at ?? 0) >= Math.min(...steps.map(s => s.startedAt ?? 0))

function askedBy(first: ActionRequest): Markup {
  const by = first.approvals.map(a => safe`${author(a.by)}${a.breakGlass ? ' (without approval)' : ''}`)
  const approved = by.length === 0 ? undefined : safe`approved by ${join(by, ', ')}`
  return join([safe`Asked by ${author(first.by)}`, approved], ', ')
}

function outcomeBlock(i: Incident, s: ActionRequest, isStranger: boolean): SafeBlock {
  const undoable = s.status === 'succeeded' && s.undoneBy === undefined && s.risk !== 'irreversible'
  const back = undoable ? wayBack(s) : undefined
  const line = s.status === 'requested' || s.status === 'approved' ? partly(s) : outcome(s)
  const value = encodeMeta({ i: i.id, b: s.batch, r: s.id })
  return section(
    join([safe`*${s.step}*  ${s.title}`, line, back], ' · '),
    undoable && !isStranger ? button('undo-action', 'Undo', value) : undefined,
  )
}

function outcomeButtons(i: Incident, steps: ActionRequest[], isStranger: boolean): SafeButton[] {
  const value = encodeMeta({ i: i.id, b: steps[0]?.batch ?? '' })
  const mayAsk = isOpen(i) || isUndo(steps)
  const again = mayAsk && steps.some(canAskAgain) ? [button('ask-again', 'Ask again', value)] : []
  const open = steps.find(waitsForPerson)
  return [
    ...(open === undefined ? [] : settleButtons(i, open)),
    ...(steps.some(s => s.status === 'approved') ? [button('open-reject', 'Do not run it', value)] : []),
    ...again,
    ...(isStranger ? [] : resolveButton(i, steps)),
  ]
}

/** Everything passes: people are told, and then the way on is the recovery gate. */
function resolveButton(i: Incident, steps: ActionRequest[]): SafeButton[] {
  const c = i.checks?.[steps[0]?.batch ?? '']
  const passes = c?.of !== undefined && c.of > 0 && (c.failing ?? 0) + (c.unknown ?? 0) === 0
  if (!passes || !isOpen(i) || !steps.every(hasEnded) || !isLatest(i, steps)) return []
  const id = encodeMeta({ i: i.id })
  if (!isToldSince(i, steps)) return [button('open-update', 'Write update', id, { style: 'primary' })]
  return [button('open-resolve', 'Check and resolve', encodeMeta({ i: i.id }), { style: 'primary' })]
}
