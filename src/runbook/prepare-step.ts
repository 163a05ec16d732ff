import { hashApproval } from '../incident/actions/approvals.ts'
import type { PreparedStep } from '../incident/actions/request-actions.ts'
import type { Refusal } from '../incident/decision.ts'
import type { Json } from '../incident/model/words.ts'
import { refuseCustomers } from '../incident/outside/customers.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import type { Choosable, Edits } from './action.ts'
import { actions } from './actions/index.ts'
import { findLock } from './find-lock.ts'
import { listMissingIn } from './missing-values.ts'
import type { Runbook } from './runbook.ts'

const previewTimeoutMs = 4000

export type Prepared =
  | { step: PreparedStep; executeWithinMs: number; edits?: Edits }
  | { nothingToDo: string; title: string }
  | (Refusal & Choosable)

/** Reads production as it is now and says what the action would change: at the request, at the approval, at the claim. */
export async function prepareStep(
  { runbook, policy, now, incident }: { runbook: Runbook; policy: Policy; now: number; incident: Incident },
  key: string,
  params?: Json,
  /** The batch that it is a step of: the steps before it may hold its target until it is its turn. */
  batch?: string,
  /** What people chose or wrote in the form; the action's own parser decides whether it is allowed. */
  given: Record<string, Json> = {},
): Promise<Prepared> {
  const plan = policy.actions[key]
  if (plan === undefined)
    return { refused: `The playbook has no action “${key}”.`, next: 'Add it to playbook.yml.' }
  const action = actions[plan.kind]
  if (action === undefined) return { refused: `No action of kind “${plan.kind}”.`, next: 'Update Pitcrew.' }
  if (action.isPublic && incident.visibility === 'private')
    return {
      refused: 'It is left out, because this incident is private and others would read it.',
      next: 'If they must know, tell them yourself.',
    }
  const missing = listMissingIn(plan.params, runbook.production.secrets)
  if (missing.length > 0)
    return {
      refused: `Pitcrew’s environment has no ${missing.join(' and no ')}, which “${plan.title}” needs.`,
      next: 'Whoever runs Pitcrew sets it in .env and starts Pitcrew again.',
    }
  const kept = refuseCustomers(incident, policy, [key])
  if (kept !== undefined) return kept
  // Filled in once, when it is asked for: what is approved is what is done.
  const filled =
    params === undefined ? action.fill(action.parse(plan.params), incident, policy) : action.parse(params)
  const isAsGiven = Object.keys(given).length === 0
  const wanted = isAsGiven ? filled : action.parse({ ...(filled as Record<string, Json>), ...given })
  const lock = await findLock(runbook, incident, action.target(wanted), batch)
  if (lock !== undefined) return lock
  const ctx = { ports: runbook.production, signal: AbortSignal.timeout(previewTimeoutMs), now }
  const preview = await action.preview(wanted, ctx)
  if ('refused' in preview) return preview
  if (preview.nothingToDo !== undefined) return { nothingToDo: preview.nothingToDo, title: plan.title }
  const { binds } = preview
  const pinned = action.pin(wanted, binds)
  const target = action.target(pinned)
  const bound = { kind: plan.kind, target, params: pinned, binds, items: [], entry: plan.entry }
  const { roles, later, typed } = plan.approval
  const holders = async (names: string[]) =>
    (
      await Promise.all(
        // Whom to ask is a help; who may approve is asked of Slack again when they do.
        names.map(role => runbook.directory.holders(role, policy).catch(() => [])),
      )
    ).flat()
  const [approvers, laterOnes] = await Promise.all([
    holders(roles.filter(r => later?.roles.includes(r) !== true)),
    holders(later?.roles ?? []),
  ])
  const isReversible = action.undo({ request: '', params: pinned, before: binds, at: now }) !== undefined
  const step = {
    action: key,
    kind: plan.kind,
    title: plan.title,
    target,
    params: pinned,
    binds,
    hash: hashApproval(bound),
    shows: preview.shows,
    ...(preview.brief === undefined ? {} : { brief: preview.brief }),
    undo: action.undoWords(pinned, binds),
    risk: isReversible ? action.risk : ('irreversible' as const),
    check: action.check(pinned, binds),
    approvers: [...new Set(approvers)],
    ...(laterOnes.length === 0 ? {} : { later: [...new Set(laterOnes)] }),
    ...(action.once ? { once: true as const } : {}),
    ...(action.late ? { late: true as const } : {}),
    ...(typed ? { typed: action.typedTarget(pinned) } : {}),
  }
  return {
    step,
    executeWithinMs: action.executeWithinMs,
    ...(preview.edits === undefined ? {} : { edits: preview.edits }),
  }
}
