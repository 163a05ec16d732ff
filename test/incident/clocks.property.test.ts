import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../src/incident/decide.ts'
import { type Actor, pitcrew } from '../../src/incident/decision.ts'
import type { Command } from '../../src/incident/decisions.ts'
import type { EventData, UnknownEvent } from '../../src/incident/events.ts'
import { replay } from '../../src/incident/evolve.ts'
import { declare } from '../../src/incident/lifecycle/declare.ts'
import type { Severity } from '../../src/incident/model/words.ts'
import { type Incident, isOpen } from '../../src/incident/state.ts'
import { listDueTimers, listTimers } from '../../src/incident/timers.ts'
import { stampEvents } from '../../src/runbook/engine/stamp.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy()
const tom: Actor = { user: 'U0TOM', standing: 'member', roles: [] }
const maya: Actor = { user: 'U0MAYA', standing: 'member', roles: ['primary-oncall'] }
const minute = 60_000

type Move =
  | { kind: 'wait'; minutes: number }
  | { kind: 'severity'; to: Severity }
  | { kind: 'ack' | 'update' | 'resolve' | 'reopen' | 'hold' | 'escalate' | 'snooze' | 'off' | 'on' }

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('severity' as const),
      to: fc.constantFrom('P1' as const, 'P2' as const, 'P3' as const, 'P4' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'ack' as const,
        'update' as const,
        'resolve' as const,
        'reopen' as const,
        'hold' as const,
        'escalate' as const,
        'snooze' as const,
        'off' as const,
        'on' as const,
      ),
    }),
  },
)

test('whatever people do: a wake leaves nothing due, no level fires twice, nothing fires after the end', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), moves => {
      const { log, state } = play(moves)
      expect(replay(log)).toEqual(state)
      const due = log.filter(e => e.type === 'escalation.due').map(e => e.data as EventData<'escalation.due'>)
      const first = due.filter(d => d.repeat === 0).map(d => d.level)
      expect(new Set(first).size).toBe(first.length)
      for (const d of due) {
        expect(d.repeat).toBeLessThanOrEqual(policy.escalation.repeat.times)
        expect(new Set(d.targets.map(t => t.user)).size).toBe(d.targets.length)
      }
      let open = true
      for (const e of log) {
        if (e.type === 'incident.resolved') open = false
        if (e.type === 'incident.reopened') open = true
        if (/^(escalation\.due|update\.reminded)$/.test(e.type)) expect(open).toBe(true)
      }
      // An open incident always has a next moment, unless people turned its reminders off.
      if (isOpen(state) && state.cadence.off !== true)
        expect(listTimers(state, policy).length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

function play(moves: Move[]): { log: UnknownEvent[]; state: Incident } {
  let now = Date.UTC(2025, 0, 20, 14, 32)
  const log: UnknownEvent[] = []
  const issued = (actor: Actor) => ({ id: `c${log.length}-${now}`, via: 'test', actor })
  const command = {
    type: 'declare' as const,
    title: 'api down',
    severity: 'P1' as const,
    triage: {},
    visibility: 'public' as const,
    mode: 'live' as const,
    origin: { channel: 'C1' },
    where: 'new' as const,
    onCall: ['U0MAYA'],
    ...issued(tom),
  }
  const first = declare({ id: 'INC-20250120-143200', now, policy, command })
  if ('refused' in first) throw new Error(first.refused)
  const stamped = stampEvents('INC-20250120-143200', undefined, first.events, issued(tom), now)
  log.push(...stamped.events)
  let { state } = stamped

  function give(given: Command, actor: Actor) {
    const decision = decide({ incident: state, command: { ...given, ...issued(actor) }, policy, now })
    if ('refused' in decision || decision.events.length === 0) return
    const next = stampEvents(state.id, state, decision.events, issued(actor), now)
    log.push(...next.events)
    state = next.state
  }
  function wakeUp() {
    give({ type: 'wake' }, pitcrew)
    // One look is enough: else the agenda would be polled for ever.
    expect(listDueTimers(state, policy, now).filter(t => t.name !== 'monitoring-due')).toEqual([])
  }
  wakeUp()
  for (const m of moves) {
    if (m.kind === 'wait') now += m.minutes * minute
    else {
      now += 1000
      give(toCommand(m, state), m.kind === 'ack' || m.kind === 'hold' ? maya : tom)
    }
    wakeUp()
  }
  return { log, state }
}

function toCommand(m: Exclude<Move, { kind: 'wait' }>, state: Incident): Command {
  switch (m.kind) {
    case 'severity':
      return { type: 'change-severity', to: m.to, reason: 'so' }
    case 'ack':
      return { type: 'acknowledge' }
    case 'update':
      return { type: 'post-update', text: 'still on it', nothingNew: false }
    case 'resolve':
      return { type: 'resolve', summary: 'over', override: 'because' }
    case 'reopen':
      return { type: 'reopen', reason: 'back' }
    case 'hold':
      return { type: 'hold-escalation', level: Object.keys(state.warned).at(-1) ?? '', reason: 'wait' }
    case 'escalate':
      return { type: 'escalate', role: 'vp-engineering', reason: 'decide' }
    case 'snooze':
      return { type: 'snooze-reminders', mode: 'until', minutes: 10 }
    default:
      return { type: 'snooze-reminders', mode: m.kind }
  }
}
