import { pitcrew } from '../../incident/decision.ts'
import { event, type GateRow } from '../../incident/events.ts'
import type { RecoveryCheck } from '../../incident/policy.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { probes } from '../probes/index.ts'
import { runProbes } from '../run-probes.ts'

/**
 * §5.1, one attempt: what may be asked repeatedly is asked until it is well, what is asked once comes then.
 * The decision resolves when all that is required is healthy.
 */
export const checkRecovery: EffectHandler = {
  name: 'check-recovery',
  settles: 'idempotent',
  fails: 'Recovery could not be checked',
  next: 'Press Resolve again, or resolve with a reason.',
  async run(t) {
    const { incident, policy, runbook, effect, now } = t
    const { gate } = incident
    if (gate === undefined) return [settled(effect, 'skipped', 'nobody waits for it any more')]
    const attempt = gate.attempt + 1
    const { checks } = policy.recovery
    const again = checks.filter(c => c.attempts > 1)
    const waited = await tryAgain(t, again, gate.rows, attempt)
    const unwell = again.filter(c => waited.find(r => r.key === c.key)?.verdict !== 'healthy')
    const left = unwell.filter(c => attempt < c.attempts)
    if (left.length > 0) {
      const nextAt = now + Math.min(...left.map(c => c.everyMs))
      return [event('recovery.tried', { attempt, rows: waited, nextAt, effect: effect.id }, 'pitcrew')]
    }
    const once = await askOnce(
      t,
      checks.filter(c => c.attempts === 1),
      unwell.every(c => !c.required),
    )
    const known = [...waited, ...once]
    const before = await readBefore(t)
    const rows = checks.flatMap(c => {
      const row = known.find(r => r.key === c.key)
      const was = before.get(c.key)
      return row === undefined ? [] : [{ ...row, ...(was === undefined ? {} : { before: was }) }]
    })
    await runbook.engine.handle(incident.id, {
      type: 'finish-recovery',
      id: `done-${effect.id}`,
      via: 'effect',
      actor: pitcrew,
      rows,
      effect: effect.id,
    })
    return []
  },
}

/** What was well on an earlier attempt is not asked again. */
async function tryAgain(t: Try, checks: RecoveryCheck[], earlier: GateRow[], attempt: number) {
  const done = earlier.filter(r => r.verdict === 'healthy')
  const open = checks.filter(c => !done.some(r => r.key === c.key))
  const rows = await runProbes(open, t.runbook.production, t.now, () => {})
  return [...done, ...rows.map(r => ({ ...withLevel(r, checks), attempts: attempt }))]
}

/** What leaves something in production is sent once a gate, and only where the endpoints are well. */
async function askOnce(t: Try, checks: RecoveryCheck[], isWell: boolean): Promise<GateRow[]> {
  const sends = checks.filter(c => probes[c.kind]?.sends === true)
  const reads = checks.filter(c => !sends.includes(c))
  const kept = keptBack(t, isWell)
  if (sends.length > 0 && kept === undefined) await t.beforeSend()
  const asked = kept === undefined ? [...sends, ...reads] : reads
  const rows: GateRow[] = await runProbes(asked, t.runbook.production, t.now, () => {})
  const unsent: GateRow[] = (kept === undefined ? [] : sends).map(c => ({
    key: c.key,
    title: c.title,
    verdict: 'unknown',
    why: 'off',
    detail: kept ?? '',
    tookMs: 0,
    evidence: {},
  }))
  return [...unsent, ...rows].map(r => withLevel(r, checks))
}

function keptBack(t: Try, isWell: boolean): string | undefined {
  if (!isWell) return 'not tried, since the endpoints are not well'
  return t.sentAt === undefined ? undefined : 'it may have been sent by a try that was cut off; check again'
}

function withLevel(row: GateRow, checks: RecoveryCheck[]): GateRow {
  return { ...row, required: checks.find(c => c.key === row.key)?.required ?? true }
}

/** How each check stood at first: the first diagnostics, or the first gate that asked it. */
async function readBefore(t: Try): Promise<Map<string, NonNullable<GateRow['before']>>> {
  const before = new Map<string, NonNullable<GateRow['before']>>()
  for (const e of await t.runbook.store.readEvents(t.incident.id)) {
    if (e.type !== 'diagnostics.completed' && e.type !== 'recovery.validated') continue
    const data = e.data as { findings?: GateRow[]; rows?: GateRow[] }
    for (const { key, verdict, detail } of data.findings ?? data.rows ?? [])
      if (!before.has(key)) before.set(key, { verdict, detail })
  }
  return before
}
