import { isOpen } from '../../incident/state.ts'
import { nextAt } from '../../incident/timers.ts'
import type { Runbook } from '../runbook.ts'

/** Further than this beyond its time, an incident's score in the agenda is wrong. */
const toleranceMs = 10_000

/**
 * Compares the agenda with what every known incident owes, and mends what is missing or late. Harmless to
 * repeat, so it runs on any replica: at start, each minute, and whenever Redis is back.
 */
export async function auditAgenda({
  store,
  engine,
  policies,
  log,
}: Runbook): Promise<{ looked: number; mended: number }> {
  let mended = 0
  const recent = new Set([...(await store.listOpen()), ...(await store.listAll(100))])
  for (const id of recent) {
    const { state, now } = await store.load(id)
    if (state === undefined) continue
    const owed = nextAt(state, await policies.of(state.playbook), now)
    const score = await store.agendaScore(id)
    const isMissing = owed !== undefined && score === undefined
    const isLate = owed !== undefined && score !== undefined && score > owed + toleranceMs
    if (!isMissing && !isLate) continue
    mended++
    await store.reschedule(id, state.version, owed)
    if (isOpen(state)) await engine.enqueueOwed(state, now)
    log.warn({ incident: id, was: score, is: owed }, 'the agenda had lost an incident; it was mended')
  }
  return { looked: recent.size, mended }
}
