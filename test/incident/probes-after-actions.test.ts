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
  requests: { 'r-1': request('accepted', { startedAt: at - 42_000, tellsAsker: true }) },
  surfaces: { panel: { wanted: 1, rendered: 1 }, 'request-b-1': { wanted: 1, rendered: 1 } },
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
  const given = Object.entries(checking.pending).find(([, e]) => e.name === 'run-diagnostics')?.[0] ?? ''
  const gone = { effect: given, name: 'run-diagnostics', outcome: 'failed' as const }
  const after = then(checking, 'effect.settled', gone)
  expect(shownOf(after)).not.toContain('are running')
  expect(after.surfaces['request-b-1']?.wanted).toBe(after.version)
  const over = { ...done, ended: { how: 'cancelled' as const, at, by: 'U0MAYA', summary: 'x' } }
  expect(shownOf(over)).not.toContain('are running')
})

test('an older run that is given up leaves the newer one running, and its batch without checks', () => {
  const quiet = then(done, 'diagnostics.requested', { run: 'd2', scheduled: true, after: 'b-1' })
  const effect = Object.entries(quiet.pending).find(([, e]) => e.arg === 'd2')?.[0] ?? ''
  const loud = then(quiet, 'diagnostics.requested', { run: 'd3' })
  const gone = then(loud, 'effect.settled', { effect, name: 'run-diagnostics', outcome: 'failed' })
  expect(gone.diagnostics).toMatchObject({ run: 'd3', running: true })
  expect(shownOf(gone)).not.toContain('are running')
})

test('two batches that end before the probes run are judged by the same run', () => {
  const both = { ...done, checkAfter: 'b-2', checks: { ...done.checks, 'b-2': { before: 1 } } }
  const run = then(both, 'diagnostics.requested', { run: 'd2', scheduled: true, after: 'b-2' })
  const judged = then(run, 'diagnostics.completed', { run: 'd2', findings: well, tookMs: 9 })
  expect(judged.checks).toMatchObject({ 'b-1': { of: 4, failing: 0 }, 'b-2': { of: 4, failing: 0 } })
})

test('what the probes found after actions is no advice once a newer run found something else', () => {
  const run = then(done, 'diagnostics.requested', { run: 'd2', scheduled: true, after: 'b-1' })
  const judged = then(run, 'diagnostics.completed', { run: 'd2', findings: well, tookMs: 9 })
  expect(shownOf(judged)).toContain('Next: post an update.')
  expect(shownOf(judged)).toContain('Write update')
  const later = then(then(judged, 'diagnostics.requested', { run: 'd3' }), 'diagnostics.completed', {
    run: 'd3',
    findings,
    tookMs: 9,
  })
  expect(shownOf(later)).not.toMatch(/Next:|Write update|Check and resolve/)
})

test('whoever was only asked to approve in a private incident gets no other button', () => {
  const hidden = { ...done, visibility: 'private' as const }
  const direct = JSON.stringify(actionRequest(hidden, 'b-1', { for: 'dm' }, policy))
  expect(direct).not.toMatch(/undo-action|open-resolve|open-update/)
  expect(shownOf(hidden)).toContain('undo-action')
})

test('nobody is told of the end of what somebody asked for anew in its place', () => {
  const open = incident({ requests: { 'r-1': request('requested', { tellsAsker: true }) } })
  const about = { request: 'r-1', kind: 'k', target: 't', was: [], is: [] }
  const anew = evolve(
    open,
    eventOf(open, 'action.voided', { ...about, why: 'it was asked for again' }, 'U0LEE'),
  )
  const stale = evolve(open, eventOf(open, 'action.voided', { ...about, why: 'it is too old' }))
  const told = (i: Incident) => effectsOf(i, at).some(e => e.name === 'tell-asker')
  expect([told(anew), told(stale)]).toEqual([false, true])
})

test.each<[EventType, object]>([
  ['rca.recorded', { what: 'x' }],
  ['postmortem.signed-off', { role: 'engineering-manager' }],
  ['statuspage.requested', { status: 'resolved', body: 'over' }],
  ['investigation.collected', { run: 'i1' }],
  ['update.reminded', { nudge: 1, dueAt: at, to: 'U0ANA', raised: [], overdue: true, replaces: [] }],
])('%s draws the panel again, whose next step it changes', (type, data) => {
  const i = incident({
    surfaces: { panel: { wanted: 1, rendered: 1 }, announcement: { wanted: 1, rendered: 1 } },
  })
  const after = evolve(i, eventOf(i, type, data as never))
  expect(after.surfaces.panel?.wanted).toBe(after.version)
  expect(after.surfaces.announcement?.wanted).toBe(1)
})
