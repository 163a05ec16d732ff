import type { Meta } from '../blocks/index.ts'
import { groupRoles } from '../incident/escalation/recipients.ts'
import { knowsOf } from '../incident/lifecycle/visibility.ts'
import { listSimilar } from '../incident/similar.ts'
import type { Incident } from '../incident/state.ts'
import { type HolderNames, declare as modal, rolesToldAtOnce, severityOf } from '../modals/index.ts'
import { loadMany } from '../runbook/load-many.ts'
import { NotSent } from '../runbook/ports/faults.ts'
import type { Gesture } from './listen.ts'
import { showView } from './show-view.ts'

type Given = Omit<Parameters<typeof modal.view>[0], 'policy' | 'similar' | 'holders'>

const mostLookedAt = 50

/**
 * Opens the declare form before anything is read, because the trigger that Slack gives lives for three seconds. Open
 * incidents that match, and names that must be looked up, are written into it when they are known.
 */
export async function showDeclare(g: Gesture, given: Given): Promise<void> {
  const policy = g.runbook.policies.current()
  const shown = await showView(g, modal.view({ ...given, policy }))
  const [similar, holders] = await Promise.all([similarTo(g, given.title ?? ''), holderNames(g, given)])
  if (similar.length === 0 && holders === undefined) return
  const names = holders === undefined ? {} : { holders }
  const more = modal.view({ ...given, policy, similar, ...names })
  await g.runbook.chat.updateView(shown.id, more, shown.hash).catch(error => {
    // Somebody has chosen something or closed the form meanwhile: what they did stays.
    if (error instanceof NotSent && /^(hash_conflict|not_found|view_not_found)$/.test(error.code)) return
    throw error
  })
}

/** The open form after a choice in it, or after *More options*: what was typed so far stays. */
export async function redrawDeclare(g: Gesture, meta: Meta | undefined): Promise<void> {
  if (g.view === undefined) return
  void g.ack()
  const { kind = 'live', more = false } = meta?.declare ?? {}
  const given = { ...modal.readSoFar(g.view.state, kind), from: meta?.from ?? { channel: '' }, more }
  const [similar, holders] = await Promise.all([similarTo(g, given.title ?? ''), holderNames(g, given)])
  const names = holders === undefined ? {} : { holders }
  const policy = g.runbook.policies.current()
  await g.runbook.chat.updateView(g.view.id, modal.view({ ...given, policy, similar, ...names }))
}

/** A look-up that fails costs the form nothing. */
async function similarTo(g: Gesture, title: string): Promise<Incident[]> {
  try {
    const ids = (await g.runbook.store.listOpen()).slice(-mostLookedAt)
    const { states } = await loadMany(g.runbook, ids)
    return listSimilar(
      states.filter(i => i.ended === undefined && knowsOf(i, g.user)),
      title,
    )
  } catch (error) {
    g.runbook.log.warn({ err: error }, 'open incidents could not be read for the declare form')
    return []
  }
}

/** Who holds the roles that are told at once, where a group or a schedule says so; undefined where none does. */
async function holderNames(g: Gesture, given: Given): Promise<HolderNames | undefined> {
  const { directory, log, policies } = g.runbook
  const policy = policies.current()
  const severity = severityOf({
    kind: 'live',
    severity: given.severity,
    canCall: given.triage?.canCall,
    breach: given.triage?.breach,
  })
  const roles = groupRoles(policy, rolesToldAtOnce(policy, severity))
  if (roles.length === 0) return undefined
  try {
    const held = await Promise.all(
      roles.map(async role => [role, await directory.holders(role, policy)] as const),
    )
    const names = await directory.displayNames([...new Set(held.flatMap(([, users]) => users))])
    return Object.fromEntries(held.map(([role, users]) => [role, users.map(u => names[u] ?? u)]))
  } catch (error) {
    log.warn({ err: error }, 'who is told of a new incident could not be read for the declare form')
    return undefined
  }
}
