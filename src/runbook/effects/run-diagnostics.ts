import { event, type FindingRow, type NewEvent } from '../../incident/events.ts'
import { assess } from '../../incident/evidence/assess.ts'
import { diagnostics } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { createLiveMessage } from '../live-message.ts'
import { readCause } from '../read-cause.ts'
import { runProbes } from '../run-probes.ts'

/** §2.1: all probes side by side; one message that fills in as answers arrive, with the severity they suggest. */
export const runDiagnostics: EffectHandler = {
  name: 'run-diagnostics',
  settles: 'lookup',
  fails: 'Diagnostics could not be shown',
  next: 'Press Diagnose to run them again.',
  async run(t) {
    const cause = await readCause(t, 'diagnostics.requested')
    // Without a channel there is nowhere to show them; they are known to the pings and to the panel that follows.
    const isShown = cause?.data.scheduled !== true && t.incident.channel !== undefined
    return isShown ? showAll(t) : lookAgain(t)
  },
}

async function showAll(t: Try): Promise<NewEvent[]> {
  const { policy, runbook, effect } = t
  const rows: FindingRow[] = []
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  const current = () => {
    const found = new Map(rows.map(r => [r.key, r]))
    const shown = policy.probes.map(
      p => found.get(p.key) ?? { key: p.key, title: p.title, running: true as const },
    )
    return diagnostics(shown, { done: false, tookMs: took(), incident: t.incident.id })
  }
  const live = createLiveMessage(t, current)
  const findings = await runProbes(policy.probes, runbook.production, t.now, row => {
    rows.push(row)
    live.touch()
  })
  const tookMs = took()
  const assessed = await assessNow(t, findings)
  const ref = await live.finish(
    diagnostics(findings, { done: true, tookMs, incident: t.incident.id, ...(assessed && { assessed }) }),
  )
  const message = `${ref.channel}/${ref.ts}`
  const data = { run: effect.arg ?? '', findings, tookMs, message, effect: effect.id }
  return [
    event('diagnostics.completed', data, 'pitcrew'),
    ...(assessed === undefined ? [] : [event('severity.assessed', assessed, 'pitcrew')]),
  ]
}

/** On a schedule nothing is posted, unless a verdict is another one than before. */
async function lookAgain(t: Try): Promise<NewEvent[]> {
  const started = performance.now()
  const findings = await runProbes(t.policy.probes, t.runbook.production, t.now, () => {})
  const before = new Map(t.incident.diagnostics?.findings.map(f => [f.key, f.verdict]))
  const flips = findings.flatMap(({ key, verdict }) => {
    const from = before.get(key)
    return from === undefined || from === verdict ? [] : [{ key, from }]
  })
  const tookMs = Math.round(performance.now() - started)
  const data = { run: t.effect.arg ?? '', findings, tookMs, flips, effect: t.effect.id }
  const assessed = await assessNow(t, findings)
  const isNews = assessed !== undefined && assessed.proposed !== t.incident.assessment?.proposed
  return [
    ...(isNews ? [event('severity.assessed', assessed, 'pitcrew')] : []),
    event('diagnostics.completed', data, 'pitcrew'),
  ]
}

/** By the incident as it is once the answers are there; nothing where the playbook has no rules. */
async function assessNow(t: Try, findings: FindingRow[]) {
  const i = (await t.runbook.engine.load(t.incident.id)) ?? t.incident
  if (t.policy.assessment.rules.length === 0) return undefined
  const before = i.assessment?.proposed
  return assess(
    t.policy.assessment,
    { findings, triage: { ...i.triage, canCall: i.canCall } },
    { current: i.severity, ...(before === undefined ? {} : { before }) },
  )
}
