import {
  actions,
  ago,
  author,
  button,
  context,
  encodeMeta,
  join,
  type Markup,
  type Message,
  message,
  type SafeButton,
  safe,
  section,
  sections,
} from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import { type ActionRequest, batchOf, type Incident, isOpen, isUnstarted } from '../incident/state.ts'
import { changeOf, isUndo, outcome, partly, wayBack } from './action-lines.ts'
import { outcomeOf } from './action-outcome.ts'

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
  return outcomeOf(i, steps, { about, isDirect: where.for === 'dm', policy })
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
