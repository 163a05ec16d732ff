import { expect, test } from 'vitest'
import { effectsOf } from '../../src/incident/effects.ts'
import type { EventData, EventType, UnknownEvent } from '../../src/incident/events.ts'
import { diagnose } from '../../src/incident/evidence/diagnose.ts'
import { evolve } from '../../src/incident/evolve.ts'
import type { Incident } from '../../src/incident/state.ts'
import { actionRequest } from '../../src/messages/index.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { findings, incident, request } from '../gallery/incidents.ts'

const policy = testPolicy()
const at = Date.UTC(2025, 0, 20, 14, 45)
const eventOf = <T extends EventType>(
  i: Incident,
  type: T,
  data: EventData<T>,
  by = 'pitcrew',
): UnknownEvent =>
  ({
    v: 1,
    id: `e-${i.version + 1}`,
    seq: i.version + 1,
    at,
    by,
    via: 'effect',
    type,
    data,
    hash: 'ab'.repeat(32),
  }) as unknown as UnknownEvent
const then = <T extends EventType>(i: Incident, type: T, data: EventData<T>): Incident =>
  evolve(i, eventOf(i, type, data))
const asked = (i: Incident) =>
  diagnose({ incident: i, command: { type: 'diagnose' }, policy, now: at } as unknown as Parameters<
    typeof diagnose
  >[0])
const well = findings.map(f => ({ ...f, verdict: 'healthy' as const }))
const running = incident({
  requests: { 'r-1': request('accepted', { startedAt: at - 42_000 }) },
  checks: { 'b-1': { before: 2 } },
})
const succeeded = { request: 'r-1', detail: '6 of 6 tasks run' } as unknown as EventData<'action.succeeded'>
const done = then(running, 'action.succeeded', succeeded)
const shownOf = (i: Incident) => JSON.stringify(actionRequest(i, 'b-1', { for: 'channel' }, policy))

test('whoever asks while the schedule looks gets a run of their own, with its message', () => {
  const quiet = then(incident(), 'diagnostics.requested', { run: 'd2', scheduled: true })
  expect(asked(quiet)).toMatchObject({ events: [{ type: 'diagnostics.requested', data: { run: 'd3' } }] })
  const loud = then(quiet, 'diagnostics.requested', { run: 'd3' })
  expect(asked(loud)).toMatchObject({ refused: 'Diagnostics are running right now.' })
})

test('a run that was overtaken does not replace what the newer one found', () => {
  const quiet = then(incident(), 'diagnostics.requested', { run: 'd2', scheduled: true })
  const both = then(quiet, 'diagnostics.requested', { run: 'd3' })
  const newer = then(both, 'diagnostics.completed', { run: 'd3', findings: well, tookMs: 9 })
  const late = then(newer, 'diagnostics.completed', { run: 'd2', findings, tookMs: 9 })
  expect(late.diagnostics).toMatchObject({ run: 'd3', running: false, findings: well })
})

test('whoever asked for an action hears of its end though the probes have not run', () => {
  expect(done.checkAfter).toBe('b-1')
  const effects = effectsOf(done, at)
  expect(effects.filter(e => e.name === 'tell-asker')).toHaveLength(1)
})

test('a run that a person asks for judges the batch that waits for the probes', () => {
  const decided = asked(done)
  if (!('events' in decided)) throw new Error('Diagnostics were refused.')
  const run = decided.events[0]?.data as EventData<'diagnostics.requested'>
  expect(run.after).toBe('b-1')
  const judged = then(then(done, 'diagnostics.requested', run), 'diagnostics.completed', {
    run: run.run,
    findings: well,
    tookMs: 9,
  })
  expect(shownOf(judged)).toContain('all 4 checks pass (2 failed before)')
})

test('a request never says that checks are running when their run was given up or the incident is over', () => {
  const checking = then(done, 'diagnostics.requested', { run: 'd2', scheduled: true, after: 'b-1' })
  expect(shownOf(checking)).toContain('the checks are running')
  const gone = { name: 'run-diagnostics', state: 'failed' } as unknown as EventData<'effect.settled'>
  expect(shownOf(then(checking, 'effect.settled', gone))).not.toContain('are running')
  const over = { ...done, ended: { how: 'cancelled' as const, at, by: 'U0MAYA', summary: 'x' } }
  expect(shownOf(over)).not.toContain('are running')
})
