import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../src/incident/decide.ts'
import { type Actor, pitcrew } from '../../src/incident/decision.ts'
import type { Command } from '../../src/incident/decisions.ts'
import type { UnknownEvent } from '../../src/incident/events.ts'
import { replay } from '../../src/incident/evolve.ts'
import { declare } from '../../src/incident/lifecycle/declare.ts'
import type { Incident } from '../../src/incident/state.ts'
import { stampEvents } from '../../src/runbook/engine/stamp.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy()
const seenHash = 'a'.repeat(64)
const otherHash = 'b'.repeat(64)
const actors: Actor[] = [
  { user: 'U0MAYA', standing: 'member', roles: ['primary-oncall', 'sre-oncall'] },
  { user: 'U0LEE', standing: 'member', roles: ['secondary-oncall', 'sre-oncall'] },
  { user: 'U0GRACE', standing: 'member', roles: ['engineering-manager'] },
  { user: 'U0TOM', standing: 'member', roles: [] },
  { user: 'U0GUEST', standing: 'guest', roles: ['sre-oncall'] },
]
const step = {
  action: 'restart-emergency-api',
  kind: 'ecs-force-new-deployment',
  title: 'Restart',
  target: 'ecs/x',
  params: {},
  binds: { desired: 4 },
  hash: seenHash,
  shows: [],
  undo: 'no',
  risk: 'irreversible' as const,
  check: 'c',
  approvers: ['U0MAYA', 'U0LEE', 'U0GRACE'],
}

type Move = {
  kind: 'request' | 'approve' | 'alone' | 'reject' | 'wait' | 'start' | 'start-again' | 'resolve'
  who: number
  drift: boolean
  lose: boolean
}
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(
    'request',
    'approve',
    'approve',
    'alone',
    'reject',
    'wait',
    'start',
    'start',
    'start-again',
    'resolve',
  ),
  who: fc.nat(actors.length - 1),
  drift: fc.boolean(),
  lose: fc.boolean(),
})

test('at most one start a request, and none without a second person or break-glass', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), moves => {
      const log = play(moves)
      const requested = new Map(
        log.filter(e => e.type === 'action.requested').map(e => [dataOf(e).request, e]),
      )
      for (const started of log.filter(e => e.type === 'action.started')) {
        const id = dataOf(started).request
        expect(log.filter(e => e.type === 'action.started' && dataOf(e).request === id)).toHaveLength(1)
        const approvals = log.filter(
          e => e.type === 'action.approved' && e.seq < started.seq && dataOf(e).request === id,
        )
        const asker = requested.get(id)?.by
        const holders = new Set(['U0MAYA', 'U0LEE', 'U0GRACE'])
        const valid = approvals.filter(
          a => (a.data as { breakGlass: boolean }).breakGlass || (a.by !== asker && holders.has(a.by)),
        )
        expect(valid.length).toBeGreaterThan(0)
      }
      const end = log.findIndex(e => e.type === 'incident.resolved')
      if (end >= 0) expect(log.slice(end).filter(e => e.type === 'action.started')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

/** Every step is decided on a state that is now and then replayed from the log, as after a crash. */
function play(moves: Move[]): UnknownEvent[] {
  let now = Date.UTC(2025, 0, 20)
  const log: UnknownEvent[] = []
  let state: Incident | undefined
  const maya = actors[0] as Actor
  const issued = (actor: Actor) => ({ id: `c${log.length}-${now}`, via: 'test', actor })
  const first = declare({
    id: 'INC-20250120-000000',
    now,
    policy,
    command: {
      type: 'declare',
      title: 'api down',
      severity: 'P1',
      triage: {},
      visibility: 'public',
      mode: 'live',
      origin: { channel: 'C1' },
      where: 'new',
      onCall: ['U0MAYA'],
      ...issued(maya),
    },
  })
  if ('refused' in first) throw new Error(first.refused)
  const stamped = stampEvents('INC-20250120-000000', undefined, first.events, issued(maya), now)
  log.push(...stamped.events)
  state = stamped.state
  for (const m of moves) {
    now += m.kind === 'wait' ? 700_000 : 1000
    const actor = actors[m.who] ?? maya
    const command = toCommand(m, state)
    if (command === undefined) continue
    const by = m.kind === 'start' || m.kind === 'start-again' || m.kind === 'wait' ? pitcrew : actor
    if (m.lose) expect(replay(log)).toEqual(state)
    const decision = decide({ incident: state, command: { ...command, ...issued(by) }, policy, now })
    if ('refused' in decision || decision.events.length === 0) continue
    const next = stampEvents(state.id, state, decision.events, issued(by), now)
    log.push(...next.events)
    state = next.state
  }
  return log
}

function toCommand(m: Move, state: Incident): Command | undefined {
  const last = Object.values(state.requests).at(-1)
  const seen = last === undefined ? {} : { [last.id]: seenHash }
  switch (m.kind) {
    case 'request':
      return { type: 'request-actions', steps: [step], wait: false, onFailure: 'continue' }
    case 'wait':
      return { type: 'wake' }
    case 'resolve':
      return { type: 'resolve', summary: 'over', override: 'because' }
    case 'approve':
      return last && { type: 'approve', batch: last.batch, seen }
    case 'alone':
      return last && { type: 'run-alone', batch: last.batch, seen, reason: 'nobody' }
    case 'reject':
      return last && { type: 'reject', batch: last.batch, reason: '' }
    default: {
      const hash = m.drift ? otherHash : seenHash
      const approvers = actors
      return (
        last && {
          type: 'start-action',
          request: last.id,
          hash,
          before: {},
          shows: [],
          executeWithinMs: 1,
          approvers,
          effect: 'x',
        }
      )
    }
  }
}

const dataOf = (e: UnknownEvent) => e.data as { request: string }
