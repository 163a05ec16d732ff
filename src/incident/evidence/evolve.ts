import type { FindingRow, IncidentEvent } from '../events.ts'
import { type AskedEnd, type BatchCheck, batchOf, hasEnded, type Incident } from '../state.ts'

/** What diagnostics, assessments, investigations and the recovery gate do to an incident. */
export function evolveEvidence(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'severity.assessed':
      return { ...i, assessment: { proposed: e.data.proposed, at: e.at, seq: e.seq } }
    case 'severity.confirmed':
      return { ...i, unsure: false, confirmed: e.data.severity }
    case 'severity.changed': {
      // What somebody wants to confirm was asked for under another severity.
      const { confirmed: _, override: __, cancelling: ___, ...rest } = i
      return rest
    }
    case 'diagnostics.requested': {
      const { findings = [], at = e.at, ts } = i.diagnostics ?? {}
      const isQuiet = e.data.scheduled === true
      const run = { run: e.data.run, running: true, ...(isQuiet ? { quiet: true as const } : {}) }
      const { checkAfter: _, ...rest } = i
      return {
        ...rest,
        ...checking(i, e.data),
        diagnostics: { findings, at, ...run, ...(ts === undefined ? {} : { ts }) },
      }
    }
    case 'diagnostics.completed': {
      const { run, findings, tookMs, message } = e.data
      // A run on the schedule has no message of its own.
      const ts = message?.split('/')[1] ?? i.diagnostics?.ts
      const found = { run, running: false, findings, tookMs, at: e.at }
      const affected = mostAffected(i, findings)
      // A person asked for another run meanwhile: what that one finds is newer.
      const isOvertaken = i.diagnostics !== undefined && i.diagnostics.run !== run
      return {
        ...i,
        ...(affected === undefined ? {} : { customersAffected: affected }),
        ...checkedBy(i, run, findings),
        ...(isOvertaken ? {} : { diagnostics: { ...found, ...(ts === undefined ? {} : { ts }) } }),
      }
    }
    case 'investigation.requested':
      return { ...i, investigation: { run: e.data.run, running: true } }
    case 'investigation.collected':
      return { ...i, investigation: { run: e.data.run, running: false } }
    case 'effect.settled':
      return givenUp(i, e)
    default:
      return evolveGate(i, e)
  }
}

/** The run that the end of a batch has brought about judges every batch that has ended and waits for one. */
function checking(i: Incident, { run, after }: { run: string; after?: string | undefined }) {
  if (after === undefined) return {}
  const checks = { ...i.checks, [after]: { before: 0, ...i.checks?.[after] } }
  const waits = (batch: string) => checks[batch]?.run === undefined && batchOf(i, batch).every(hasEnded)
  return {
    checks: Object.fromEntries(
      Object.entries(checks).map(([b, c]) => [b, b === after || waits(b) ? { ...c, run } : c]),
    ),
  }
}

function checkedBy(i: Incident, run: string, findings: FindingRow[]) {
  const count = (verdict: FindingRow['verdict']) => findings.filter(f => f.verdict === verdict).length
  const found = { of: findings.length, failing: count('unhealthy'), unknown: count('unknown') }
  return withChecks(i, run, c => ({ ...c, ...found }))
}

/** Every batch that a run judges, changed. */
function withChecks(i: Incident, run: string, change: (check: BatchCheck) => BatchCheck) {
  if (!Object.values(i.checks ?? {}).some(c => c.run === run)) return {}
  return {
    checks: Object.fromEntries(
      Object.entries(i.checks ?? {}).map(([b, c]) => [
        b,
        c.run === run && c.of === undefined ? change(c) : c,
      ]),
    ),
  }
}

function mostAffected(i: Incident, findings: FindingRow[]): number | undefined {
  const told = findings.flatMap(f => {
    const value = f.evidence.customersAffected?.value
    return typeof value === 'number' ? [value] : []
  })
  const all = i.customersAffected === undefined ? told : [...told, i.customersAffected]
  return all.length === 0 ? undefined : Math.max(...all)
}

function evolveGate(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'validation.requested':
      return { ...i, gate: { by: e.by, attempt: 0, rows: [], cause: e.seq } }
    case 'resolve.requested': {
      const closing = { summary: e.data.summary, by: e.by, cause: e.seq }
      // A gate that runs already settles this too.
      return { ...i, closing, gate: i.gate ?? { by: e.by, attempt: 0, rows: [], cause: e.seq } }
    }
    case 'recovery.tried': {
      const { attempt, rows, nextAt } = e.data
      return i.gate === undefined ? i : { ...i, gate: { ...i.gate, attempt, rows, nextAt } }
    }
    case 'recovery.due': {
      if (i.gate === undefined) return i
      const { nextAt: _, ...gate } = i.gate
      return { ...i, gate }
    }
    case 'recovery.validated':
      return { ...withoutGate(i), recovery: { passed: e.data.passed, rows: e.data.rows, at: e.at } }
    case 'override.requested':
      return { ...i, override: askedEnd(e) }
    case 'override.voided':
      return without(i, 'override')
    case 'cancel.requested':
      return { ...i, cancelling: { ...askedEnd(e), failing: e.data.failing } }
    case 'cancel.voided':
      return without(i, 'cancelling')
    default:
      return i
  }
}

/** A request of an earlier version names no end: it stood open for ever. */
const askedMs = 15 * 60_000

function askedEnd(e: Extract<IncidentEvent, { type: 'override.requested' | 'cancel.requested' }>): AskedEnd {
  return { by: e.by, reason: e.data.reason, seq: e.seq, until: e.data.until ?? e.at + askedMs }
}

function without(i: Incident, key: 'override' | 'cancelling'): Incident {
  const { [key]: _, ...rest } = i
  return rest as Incident
}

/** A gate that has run: what was asked for before is answered by its outcome. */
export function withoutGate(i: Incident): Incident {
  const { closing: _, gate: __, override: ___, ...rest } = i
  return rest
}

/** The end answers whatever was asked for. */
export function withoutAsked(i: Incident): Incident {
  const { cancelling: _, ...rest } = withoutGate(i)
  return rest
}

/** Work that failed for good is not under way any more: it can be asked for again. */
function givenUp(i: Incident, { data, at }: Extract<IncidentEvent, { type: 'effect.settled' }>): Incident {
  const { diagnostics: d } = i
  if (data.name === 'run-diagnostics' && d !== undefined) {
    const run = i.pending[data.effect]?.arg ?? d.run
    // Without its checks a batch is shown as it is, and not as if they still ran.
    const unchecked = withChecks(i, run, ({ run: _, ...check }) => check)
    return {
      ...i,
      ...unchecked,
      ...(run === d.run && d.running ? { diagnostics: { ...d, running: false, at } } : {}),
    }
  }
  if (data.name === 'investigate' && i.investigation?.running)
    return { ...i, investigation: { ...i.investigation, running: false } }
  return data.name === 'check-recovery' ? withoutGate(i) : i
}
