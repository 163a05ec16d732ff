import type { Meta, View } from '../blocks/index.ts'
import { groupRoles } from '../incident/escalation/recipients.ts'
import { knowsOf } from '../incident/lifecycle/visibility.ts'
import { listSimilar } from '../incident/similar.ts'
import type { Incident } from '../incident/state.ts'
import { type Holders, declare as modal, rolesToldAtOnce, severityOf } from '../modals/index.ts'
import { loadMany } from '../runbook/load-many.ts'
import type { OpenedView } from '../runbook/ports/chat.ts'
import { NotSent } from '../runbook/ports/faults.ts'
import type { Gesture } from './listen.ts'
import { showView } from './show-view.ts'

type Whole = Parameters<typeof modal.view>[0]
type Found = Partial<Pick<Whole, 'similar' | 'holders'>>
type Given = Omit<Whole, 'policy' | 'similar' | 'holders' | 'setting'>

const mostLookedAt = 50

/**
 * Opens the declare form before anything is read, because the trigger that Slack gives lives for three seconds. Open
 * incidents that match, and names that must be looked up, are written into it when they are known.
 */
export async function showDeclare(g: Gesture, given: Given): Promise<void> {
  const shown = await showView(g, draw(g, given))
  await fillIn(g, given, shown)
}

/**
 * The open form after a choice in it, or after *More options*: what was typed so far stays. Only the view that was
 * pressed is replaced: an answer that comes late must not take back a later choice, such as that it is private.
 */
export async function redrawDeclare(g: Gesture, meta: Meta | undefined): Promise<void> {
  const { view } = g
  if (view === undefined) return
  void g.ack()
  const { kind = 'live', more = false } = meta?.declare ?? {}
  const so: Given = {
    ...modal.readSoFar(view.state, kind),
    from: meta?.from ?? { channel: '' },
    more,
    again: true,
  }
  const shown = await replace(g, view.id, draw(g, so), view.hash)
  if (shown !== undefined) await fillIn(g, so, shown)
}

async function fillIn(g: Gesture, given: Given, shown: OpenedView): Promise<void> {
  const [similar, holders] = await Promise.all([similarTo(g, given), holdersNow(g, given)])
  if (similar.length === 0 && holders === undefined) return
  const found = { similar, ...(holders === undefined ? {} : { holders }) }
  await replace(g, shown.id, draw(g, { ...given, again: true }, found), shown.hash)
}

function draw(g: Gesture, given: Given, found: Found = {}) {
  const { policies, statusPage, pager } = g.runbook
  const setting = {
    by: g.user,
    now: Date.now(),
    statusPageIsOn: statusPage !== undefined,
    pagerIsOn: pager !== undefined,
  }
  return modal.view({ ...given, ...found, policy: policies.current(), setting })
}

/** Undefined where somebody has chosen something, sent or closed the form meanwhile: what they did stays. */
async function replace(
  g: Gesture,
  id: string,
  view: View,
  hash: string | undefined,
): Promise<OpenedView | undefined> {
  try {
    return await g.runbook.chat.updateView(id, view, hash)
  } catch (error) {
    if (error instanceof NotSent && /^(hash_conflict|not_found|view_not_found)$/.test(error.code))
      return undefined
    throw error
  }
}

/** A look-up that fails costs the form nothing. */
async function similarTo(g: Gesture, { title = '', kind = 'live' }: Given): Promise<Incident[]> {
  // A rehearsal is no reason not to declare what really fails, nor the other way round.
  const mode = kind === 'drill' ? 'drill' : 'live'
  try {
    const ids = (await g.runbook.store.listOpen()).slice(-mostLookedAt)
    const { states } = await loadMany(g.runbook, ids)
    return listSimilar(
      states.filter(i => i.ended === undefined && i.mode === mode && knowsOf(i, g.user)),
      title,
    )
  } catch (error) {
    g.runbook.log.warn({ err: error }, 'open incidents could not be read for the declare form')
    return []
  }
}

/** Who holds the roles that are told at once, where a group or a schedule says so; undefined where none does. */
async function holdersNow(g: Gesture, given: Given): Promise<Holders | undefined> {
  const { directory, log, policies } = g.runbook
  const policy = policies.current()
  const severity = severityOf({
    kind: 'live',
    severity: given.severity,
    canCall: given.triage?.canCall,
    breach: given.triage?.breach,
  })
  const roles = groupRoles(policy, rolesToldAtOnce(policy, severity, Date.now()))
  if (roles.length === 0) return undefined
  try {
    const held = await Promise.all(
      roles.map(async role => [role, await directory.holders(role, policy)] as const),
    )
    const names = await directory.displayNames([...new Set(held.flatMap(([, users]) => users))])
    return Object.fromEntries(
      held.map(([role, users]) => [role, users.map(id => ({ id, name: names[id] ?? id }))]),
    )
  } catch (error) {
    log.warn({ err: error }, 'who is told of a new incident could not be read for the declare form')
    return undefined
  }
}
