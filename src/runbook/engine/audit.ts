import { pitcrew } from '../../incident/decision.ts'
import { lateAfterMs } from '../../incident/effects.ts'
import { isTriedAtOnce } from '../../incident/escalation/inline-delivery.ts'
import { event } from '../../incident/events.ts'
import type { Policy } from '../../incident/policy.ts'
import { type Incident, isOpen } from '../../incident/state.ts'
import { listDueTimers, nextAt } from '../../incident/timers.ts'
import { loadMany } from '../load-many.ts'
import type { Runbook } from '../runbook.ts'
import { createRest } from './rest.ts'

/** Further than this beyond its time, an incident's score in the agenda is wrong. */
const toleranceMs = 10_000

export type Audited = { looked: number; mended: number; overdue: number; unreadable: number }

/**
 * Compares the agenda with what every known incident owes, mends what is missing or late, and says in Slack
 * when a ping is over a minute late. Harmless to repeat, so it runs on any replica: at start, each minute,
 * and whenever Redis is back. Only when all is well is the heartbeat sent, so that a dead bot is noticed.
 * `gently` rests in between, so that pings which are due meanwhile do not wait for it.
 */
export async function auditAgenda(runbook: Runbook, { gently = false } = {}): Promise<Audited> {
  const { store, health, log } = runbook
  const open = await store.listOpen()
  const recent = new Set([...open, ...(await store.listAll(100))])
  const unreadable: string[] = []
  let mended = 0
  let overdue = 0
  const rest = gently ? createRest() : async () => {}
  for (const id of recent) {
    await rest()
    const found = await auditOne(runbook, id)
    if (found === 'unreadable') unreadable.push(id)
    else {
      mended += found.mended
      overdue += found.overdue
    }
  }
  const stranded = await runbook.delivery.promoteStranded(await store.now())
  if (stranded > 0) log.warn({ stranded }, 'effects that a wrong clock had put off go on now')
  const ok =
    overdue === 0 && (await runbook.integrations()).every(i => i.vital !== true || i.state !== 'failing')
  const at = await store.now()
  health.audited({ ok, overdue, mended, open: open.length, unreadable, at })
  if (ok) await runbook.heartbeat().catch(error => log.warn({ err: error }, 'the heartbeat was not sent'))
  return { looked: recent.size, mended, overdue, unreadable: unreadable.length }
}

/** One incident; a log that cannot be read is counted and keeps no other from being looked at. */
async function auditOne(
  runbook: Runbook,
  id: string,
): Promise<{ mended: number; overdue: number } | 'unreadable'> {
  const { states, unreadable } = await loadMany(runbook, [id])
  if (unreadable.length > 0) return 'unreadable'
  const [state] = states
  if (state === undefined) return { mended: 0, overdue: 0 }
  const now = await runbook.store.now()
  const policy = await runbook.policies.of(state.playbook)
  const mended = (await mend(runbook, state, policy, now)) ? 1 : 0
  const stuck = findStuck(runbook, state, policy, now)
  const late = await sayLate(runbook, state, now)
  if (late > 0) await runbook.engine.enqueueOwed(state, now)
  return { mended, overdue: stuck + late }
}

async function mend(
  { store, engine, log }: Runbook,
  state: Incident,
  policy: Policy,
  now: number,
): Promise<boolean> {
  const owed = nextAt(state, policy, now)
  const score = await store.agendaScore(state.id)
  const isMissing = owed !== undefined && score === undefined
  const isLate = owed !== undefined && score !== undefined && score > owed + toleranceMs
  if (!isMissing && !isLate) return false
  await store.reschedule(state.id, state.version, owed)
  if (isOpen(state)) await engine.enqueueOwed(state, now)
  log.warn({ incident: state.id, was: score, is: owed }, 'the agenda had lost an incident; it was mended')
  return true
}

/** Timers of which nothing has come a minute after their time: something keeps the incident from being woken. */
function findStuck({ log }: Runbook, state: Incident, policy: Policy, now: number): number {
  const stuck = listDueTimers(state, policy, now - lateAfterMs)
  if (stuck.length === 0) return 0
  const timers = stuck.map(({ name, at }) => ({ name, at }))
  log.error({ incident: state.id, timers }, 'timers are over a minute late: the incident cannot be woken')
  return stuck.length
}

/** Pings that Slack has not accepted a minute after they were due: said once an incident. */
async function sayLate({ engine, log }: Runbook, state: Incident, now: number): Promise<number> {
  const late = Object.entries(state.pending).filter(
    ([, e]) => isTriedAtOnce(e) && e.arg !== undefined && (e.at ?? now) < now - lateAfterMs,
  )
  if (late.length === 0 || !isOpen(state)) return 0
  log.error({ incident: state.id, pings: late.map(([id]) => id) }, 'pings are over a minute late')
  const people = [...new Set(late.map(([, e]) => e.arg ?? ''))].sort()
  await engine.handle(state.id, {
    type: 'settle',
    id: `late-${late
      .map(([id]) => id)
      .sort()
      .join()}`,
    via: 'auditor',
    actor: pitcrew,
    events: [
      event('escalation.late', { people, since: Math.min(...late.map(([, e]) => e.at ?? now)) }, 'pitcrew'),
    ],
  })
  return late.length
}
