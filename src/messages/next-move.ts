import { type ActionId, date, encodeMeta, type Markup, type Meta, safe } from '../blocks/index.ts'
import { openActionItems } from '../incident/learning/action-items.ts'
import { nextStep } from '../incident/lifecycle/phases.ts'
import type { Step } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import {
  type Incident,
  isOpen,
  type RequestStatus,
  standingChanges,
  waitsForPerson,
} from '../incident/state.ts'
import { updateDueAt } from '../incident/updates/cadence.ts'

/** What the crew does next, and the one button that does it. */
export type NextMove = { words: Markup; button?: { id: ActionId; label: string; value: string } }

/**
 * The panel's first line. A decision that waits for somebody comes first, then an update that is overdue, then the
 * way out when every check passes, and else the playbook's next step (§ Workflow).
 */
export function nextMove(i: Incident, policy: Policy): NextMove | undefined {
  return isOpen(i)
    ? (waiting(i) ?? overdue(i) ?? underWay(i) ?? recovered(i) ?? ofPlaybook(i, policy))
    : afterwards(i, policy)
}

const move = (i: Incident, words: Markup, id: ActionId, label: string, more: Meta = {}): NextMove => ({
  words,
  button: { id, label, value: encodeMeta({ i: i.id, ...more }) },
})

function waiting(i: Incident): NextMove | undefined {
  if (isOpen(i) && i.acknowledged === undefined)
    return move(i, safe`acknowledge`, 'acknowledge', 'Acknowledge')
  if (isOpen(i) && i.override !== undefined)
    return { words: safe`a second person confirms, or not, that it ends although checks do not pass` }
  if (isOpen(i) && i.cancelling !== undefined)
    return { words: safe`a second person confirms, or not, that it is cancelled` }
  const all = Object.values(i.requests)
  const unknown = all.find(waitsForPerson)
  if (unknown !== undefined)
    return { words: safe`look at production and say whether “${unknown.title}” happened` }
  const asked = all.find(r => r.status === 'requested')
  if (asked === undefined) return undefined
  const others = all.filter(r => r.status === 'requested' && r.batch === asked.batch).length - 1
  const more = others === 0 ? '' : ` and ${others} more`
  const what = asked.undoes === undefined ? '' : 'the undo of '
  const words = safe`approve ${what}“${asked.title}”${more} (until ${date(asked.expiresAt)})`
  return move(i, words, 'review-action', 'Review and approve', { b: asked.batch })
}

/** Whether it is overdue is what the clock says, and the reminder that went out has read it. */
function overdue(i: Incident): NextMove | undefined {
  const due = updateDueAt(i)
  if (due === undefined || i.cadence.off === true || i.lastAt < due) return undefined
  return move(i, safe`post an update, which was due ${date(due)}`, 'open-update', 'Write update')
}

const goesOn = new Set<RequestStatus>(['approved', 'started', 'accepted', 'unknown'])

/** Its message shows how far it is; another change meanwhile would hide which of the two helped. */
function underWay(i: Incident): NextMove | undefined {
  const running = Object.values(i.requests).find(r => goesOn.has(r.status))
  if (running !== undefined) return { words: safe`wait for “${running.title}”, which is under way` }
  return isOpen(i) && i.gate !== undefined ? { words: safe`wait for the recovery check` } : undefined
}

/** Every check passes, read after the last change that stands; those of before it prove nothing. */
function recovered(i: Incident): NextMove | undefined {
  const { diagnostics: d, checkAfter } = i
  if (d === undefined || d.running || checkAfter !== undefined || d.findings.length === 0) return undefined
  if (d.findings.some(f => f.verdict !== 'healthy')) return undefined
  const changes = Object.values(i.requests).filter(
    r => r.status === 'succeeded' && r.undoneBy === undefined && r.undoes === undefined,
  )
  const last = Math.max(0, ...changes.map(r => r.endedAt ?? 0))
  if (last < i.clock.from || d.at < last) return undefined
  const words = safe`check recovery and resolve (all ${d.findings.length} checks passed ${date(d.at)})`
  return move(i, words, 'open-resolve', 'Check and resolve')
}

const buttonOf: Record<Step, [id: ActionId, label: string]> = {
  acknowledge: ['acknowledge', 'Acknowledge'],
  triage: ['open-triage', 'Triage'],
  diagnose: ['diagnose', 'Diagnose'],
  'assess-severity': ['open-severity', 'Severity'],
  contain: ['open-contain', 'Contain'],
  update: ['open-update', 'Write update'],
  investigate: ['investigate', 'Investigate'],
  'find-cause': ['open-rca', 'Root cause'],
  validate: ['validate', 'Check recovery'],
  resolve: ['open-resolve', 'Check and resolve'],
  report: ['export-report', 'Export'],
}
const stepWords: Record<Step, string> = {
  acknowledge: 'acknowledge',
  triage: 'answer the triage questions',
  diagnose: 'run the diagnostics',
  'assess-severity': 'confirm the severity',
  contain: 'contain it',
  update: 'post an update',
  investigate: 'investigate',
  'find-cause': 'record what the cause is',
  validate: 'check the recovery',
  resolve: 'check recovery and resolve',
  report: 'export the report',
}

/** Where the playbook contains nothing in this severity, its button would be refused. */
function possible(policy: Policy, i: Incident): Policy {
  if (policy.containment[i.severity] !== undefined) return policy
  const phases = policy.phases.map(p => ({ ...p, steps: p.steps.filter(s => s !== 'contain') }))
  return { ...policy, phases }
}

function ofPlaybook(i: Incident, policy: Policy): NextMove | undefined {
  const step = nextStep(possible(policy, i), i)
  if (step === undefined) return undefined
  if (step === 'diagnose' && i.diagnostics?.running === true) return { words: safe`wait for the diagnostics` }
  const due = step === 'update' ? updateDueAt(i) : undefined
  const words = due === undefined ? safe`${stepWords[step]}` : safe`${stepWords[step]} (due ${date(due)})`
  return move(i, words, ...buttonOf[step])
}

/**
 * A false alarm leaves nothing to learn, but what was changed for it still stands. Once the root cause is recorded, a
 * change that was kept on purpose no longer hides what is left.
 */
function afterwards(i: Incident, policy: Policy): NextMove | undefined {
  const busy = waiting(i) ?? underWay(i)
  if (busy !== undefined) return busy
  if (policy.statusPage !== undefined && i.statusPage !== undefined && i.statusPage.status !== 'resolved')
    return move(i, safe`tell the public that it is over`, 'open-status-page', 'Status page: Resolved', {
      list: 'resolved',
    })
  const standing = standingChanges(i)
  const [first] = standing
  if (first !== undefined && i.rca === undefined) {
    const count = standing.length === 1 ? '' : ` (${standing.length} changes still stand)`
    const where = i.mode === 'drill' ? ', which the drill has left' : ', which still stands in production'
    const words = safe`undo “${first.title}”${where}${count}`
    return move(i, words, 'undo-action', 'Undo', { b: first.batch, r: first.id })
  }
  if (i.ended?.how === 'cancelled') return undefined
  if (i.rca === undefined) return move(i, safe`record the root cause`, 'open-rca', 'Root cause')
  if (i.signedOff === undefined && policy.signOff !== undefined)
    return move(i, safe`sign off the post-mortem`, 'sign-off', 'Sign off')
  const items = openActionItems(i).length
  return items === 0 ? undefined : { words: safe`finish ${items} action item${items === 1 ? '' : 's'}` }
}
