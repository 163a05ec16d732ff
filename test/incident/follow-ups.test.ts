import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { effectsOf } from '../../src/incident/effects.ts'
import type { EventData, EventType, NewEvent, UnknownEvent } from '../../src/incident/events.ts'
import { replay } from '../../src/incident/evolve.ts'
import { planFollowUp } from '../../src/incident/follow-ups/plan-follow-up.ts'
import { resolvedEvents } from '../../src/incident/lifecycle/resolve.ts'
import type { StoredLine } from '../../src/incident/model/chain.ts'
import type { Afterwards } from '../../src/incident/policy.ts'
import type { Incident } from '../../src/incident/state.ts'
import { nextAt } from '../../src/incident/timers.ts'
import { testPolicy } from '../fixtures/policy.ts'

const hour = 3_600_000
const stored = readFileSync('test/fixtures/timelines/p1-database.v2.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map(l => JSON.parse(l) as StoredLine)
  .map(l => ({ ...(JSON.parse(l.bytes) as UnknownEvent), hash: l.hash }))

/** An incident that an earlier version resolved, and what came after it. */
function later(...events: [EventType, object][]): Incident {
  const last = stored.at(-1)
  if (last === undefined) throw new Error('The stored timeline is empty.')
  const more = events.map(([type, data], n) => ({
    ...last,
    type,
    data,
    by: 'pitcrew',
    seq: last.seq + n + 1,
    at: last.at + (n + 1) * 1000,
  }))
  const incident = replay([...stored, ...more])
  if (incident === undefined) throw new Error('Nothing was replayed.')
  return incident
}
const owed = (i: Incident) => Object.values(i.pending).map(p => p.name)
const meetingAt = (stored.at(-1)?.at ?? 0) + 20 * hour

test('what an earlier version wrote brings nothing new about: no invitation, no reminder of the report', () => {
  const plan = { report: 'automatic', meeting: { at: meetingAt, remindMs: hour, invite: ['ceo'] } }
  const invited: [EventType, object] = ['meeting.invited', { at: meetingAt, invited: 4 }]
  const planned = later(['incident.reopened', { reason: 'x' }], ['follow-up.planned', plan], invited)
  expect(owed(planned)).not.toContain('tell-invited')
  const [incident, policy] = [later(invited), testPolicy()]
  const names = effectsOf(incident, incident.lastAt + 100 * hour).map(e => e.name)
  expect(names).not.toContain('remind-report')
  expect(nextAt(incident, policy, incident.lastAt)).toBeGreaterThanOrEqual(
    incident.followUps?.monitoring?.nextAt ?? 0,
  )
  for (const event of ['meeting.reminded', 'incident.reopened'] as const)
    expect(owed(later(invited, [event, { at: meetingAt, reason: 'x' }]))).not.toContain('tell-invited')
})

test('an invitation that names people tells them; reopening calls a meeting off once, and none that was held', () => {
  const people = ['U0MAYA', 'U0VICTOR']
  const invited: [EventType, object] = ['meeting.invited', { at: meetingAt, invited: 2, people, sequence: 0 }]
  expect(owed(later(invited)).filter(n => n === 'tell-invited')).toHaveLength(2)
  const reopened: [EventType, object] = ['incident.reopened', { reason: 'x' }]
  const off = later(invited, reopened)
  expect(off.review).toMatchObject({ off: off.version, sequence: 0 })
  expect(owed(off).filter(n => n === 'tell-invited')).toHaveLength(4)
  expect(later(invited, reopened, reopened).review?.off).toBe(off.version)
  const held: [EventType, object] = ['meeting.invited', { at: 1, invited: 2, people, sequence: 0 }]
  expect(later(held, reopened).review?.off).toBeUndefined()
})

function resolvedBy(plan: Partial<Afterwards>): NewEvent[] {
  const { policy, incident } = given(plan)
  return resolvedEvents({ incident, policy, now: incident.lastAt }, 'done', 'U0MAYA')
}

function given(plan: Partial<Afterwards>, over: Partial<Incident> = {}) {
  const incident = { ...later(), severity: 'P3' as const, ...over }
  const whole = { report: 'offered' as const, reportWithinMs: 2 * hour, meetingRemindMs: hour, invite: [] }
  return { incident, policy: { ...testPolicy(), afterwards: { P3: { ...whole, ...plan } } } }
}
const plannedIn = (events: NewEvent[]) =>
  events.find(e => e.type === 'follow-up.planned')?.data as EventData<'follow-up.planned'> | undefined
const everything = { meetingWithinMs: 48 * hour, monitoring: { forMs: 24 * hour, everyMs: hour } }

test('offered: all that is configured waits; automatic: all of it is planned, and the report is owed', () => {
  expect(plannedIn(resolvedBy(everything))).toMatchObject({ offered: ['report', 'meeting', 'monitoring'] })
  expect(plannedIn(resolvedBy(everything))).not.toHaveProperty('meeting')
  expect(plannedIn(resolvedBy({}))).toMatchObject({ offered: ['report'] })
  expect(resolvedBy(everything).map(e => e.type)).not.toContain('report.requested')
  const automatic = resolvedBy({ ...everything, report: 'automatic' })
  expect(plannedIn(automatic)).toMatchObject({
    reportDueAt: later().lastAt + 2 * hour,
    meeting: {},
    monitoring: {},
  })
  expect(plannedIn(automatic)).not.toHaveProperty('offered')
  expect(automatic.map(e => e.type)).toContain('report.requested')
})

test('what is asked for must be offered, not there yet, and the incident over', () => {
  const actor = { user: 'U0MAYA', standing: 'member' as const, roles: [] }
  const ask = (over: Partial<Incident>, what: 'meeting' | 'monitoring' = 'meeting') => {
    const { incident, policy } = given(everything, over)
    const command = { type: 'plan-follow-up' as const, what, id: 'c', via: 'button', actor }
    return planFollowUp({ incident, command, policy, now: incident.lastAt })
  }
  const offered = { offered: ['report' as const, 'meeting' as const] }
  expect(ask({ followUps: offered })).toMatchObject({
    events: [{ data: { report: 'none', meeting: {} } }],
  })
  expect(ask({ followUps: offered }, 'monitoring')).toHaveProperty('refused')
  expect(ask({ followUps: { ...offered, meeting: { at: 1, remindMs: 1 } } })).toHaveProperty('refused')
  expect(ask({ followUps: {} })).toHaveProperty('refused')
  const { ended: _, ...open } = later()
  expect(
    planFollowUp({
      ...baseOf(open),
      command: { type: 'plan-follow-up', what: 'meeting', id: 'c', via: 'button', actor },
    }),
  ).toHaveProperty('refused')
})
const baseOf = (incident: Incident) => ({ incident, policy: given(everything).policy, now: incident.lastAt })
