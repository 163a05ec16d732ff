import type { Step } from '../model/words.ts'
import type { Phase, Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

/**
 * The first phase (§ Workflow) with a step that nobody has taken. One without steps is the present one from when all
 * before it is done until a step of a later phase is taken.
 */
export function phaseAt(policy: Policy, incident: Incident): Phase | undefined {
  const { phases } = policy
  if (incident.ended !== undefined) return phases.at(-1)
  const isDone = (s: Step) => isStepDone(incident, s)
  const isBehind = (p: Phase, n: number) =>
    p.steps.length > 0 ? p.steps.every(isDone) : phases.slice(n + 1).some(later => later.steps.some(isDone))
  return phases.find((p, n) => !isBehind(p, n)) ?? phases.at(-1)
}

/** The first step of the playbook that nobody has taken yet. */
export function nextStep(policy: Policy, incident: Incident): Step | undefined {
  return policy.phases.flatMap(p => p.steps).find(s => !isStepDone(incident, s))
}

/** The log tells it. What was done before the incident was reopened is to be done again. */
export function isStepDone(i: Incident, step: Step): boolean {
  const isSince = (at = 0) => at >= i.clock.from
  switch (step) {
    case 'acknowledge':
      return i.acknowledged !== undefined
    case 'triage':
      return Object.keys(i.triage).length > 0
    case 'diagnose':
      // Those of the last run count while the next one is under way.
      return (
        isSince(i.diagnostics?.at) &&
        (i.diagnostics?.tookMs !== undefined || (i.diagnostics?.findings ?? []).length > 0)
      )
    case 'assess-severity':
      return !i.unsure
    case 'contain':
      return Object.values(i.requests).some(r => r.status === 'succeeded' && isSince(r.endedAt))
    case 'update':
      return isSince(i.update?.at)
    case 'investigate':
      return i.investigation?.running === false
    case 'find-cause':
      return (
        i.markers['root-cause-identified'] !== undefined ||
        i.rca !== undefined ||
        i.status === 'identified' ||
        i.status === 'monitoring'
      )
    case 'validate':
      return i.recovery?.passed === true
    case 'resolve':
      return i.ended !== undefined
    case 'report':
      return i.reports > 0
  }
}
