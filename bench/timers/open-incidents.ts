import { isRefusal, pitcrew } from '../../src/incident/decision.ts'
import { effectsOf } from '../../src/incident/effects.ts'
import { event, type NewEvent } from '../../src/incident/events.ts'
import { declare } from '../../src/incident/lifecycle/declare.ts'
import type { Policy } from '../../src/incident/policy.ts'
import type { Incident } from '../../src/incident/state.ts'
import { nextAt } from '../../src/incident/timers.ts'
import { stampEvents } from '../../src/runbook/engine/stamp.ts'
import type { IncidentStore } from '../../src/runbook/ports/incident-store.ts'

type Given = {
  store: IncidentStore
  policy: Policy
  /** When each is declared, in ms: its timers count from there. */
  declaredAt: number[]
  /** Where pings go; without one there is nothing to be posted. */
  channel?: string
}

const at = (n: number) => `INC-20250120-${String(100_000 + (n % 900_000)).slice(-6)}-${n + 1}`

/** Open incidents that owe nothing but their timers, each written by one append. Answers their ids in order. */
export async function openIncidents({ store, policy, declaredAt, channel }: Given): Promise<string[]> {
  const ids = declaredAt.map((_, n) => at(n))
  const batch = 200
  for (let from = 0; from < ids.length; from += batch)
    await Promise.all(
      ids
        .slice(from, from + batch)
        .map((id, n) => openOne(store, policy, id, declaredAt[from + n] ?? 0, channel)),
    )
  return ids
}

const actor = { user: 'U0MAYA', standing: 'member' as const, roles: ['primary-oncall'] }
const commandOf = (id: string) => ({
  type: 'declare' as const,
  id: `declare-${id}`,
  via: 'bench',
  actor,
  title: 'api down',
  severity: 'P2' as const,
  triage: {},
  visibility: 'public' as const,
  mode: 'live' as const,
  origin: { channel: '' },
  where: 'new' as const,
  onCall: ['U0MAYA'],
})

function declareFirst(policy: Policy, id: string, now: number, most?: number) {
  const command = commandOf(id)
  const decision = declare({ id, command, policy, now })
  if (isRefusal(decision)) throw new Error(decision.refused)
  return stampEvents(id, undefined, decision.events.slice(0, most), command, now)
}

/** An incident of which nothing is known but that it was declared. */
export async function declareOne(store: IncidentStore, policy: Policy, id: string): Promise<void> {
  const now = Date.now()
  const { lines, state } = declareFirst(policy, `INC-${id}`, now, 1)
  const command = commandOf(state.id).id
  await append(store, { id: state.id, command, lines, state, score: nextAt(state, policy, now) })
}

async function openOne(
  store: IncidentStore,
  policy: Policy,
  id: string,
  now: number,
  channel: string | undefined,
): Promise<void> {
  const settling = { id: `settle-${id}`, via: 'bench', actor: pitcrew }
  const first = declareFirst(policy, id, now)
  const lines = [...first.lines]
  let { state } = first
  for (;;) {
    const events = settleAll(state, now, channel)
    if (events.length === 0) break
    const next = stampEvents(id, state, events, settling, now)
    lines.push(...next.lines)
    state = next.state
  }
  await append(store, { id, command: commandOf(id).id, lines, state, score: nextAt(state, policy, now) })
}

type Written = Omit<Parameters<IncidentStore['append']>[0], 'expected' | 'takes' | 'frees'>

async function append(store: IncidentStore, written: Written): Promise<void> {
  const { outcome } = await store.append({ ...written, expected: 0, takes: [], frees: [] })
  if (outcome !== 'appended') throw new Error(`An incident of the bench could not be written: ${outcome}`)
}

/** What is owed, as if it had been done. */
function settleAll(state: Incident, now: number, channel: string | undefined): NewEvent[] {
  return effectsOf(state, now).map(e => {
    if (e.name === 'open-channel' && channel !== undefined)
      return event('channel.opened', { channel, name: 'bench', effect: e.id }, 'pitcrew')
    if (e.name === 'render-surface') {
      const surface = e.arg ?? ''
      const of = state.surfaces[surface]?.wanted ?? 0
      return event(
        'surface.rendered',
        { surface, of, channel: channel ?? 'C0', ts: '1.1', digest: 'x' },
        'pitcrew',
      )
    }
    return event('effect.settled', { effect: e.id, name: e.name, outcome: 'done' }, 'pitcrew')
  })
}
