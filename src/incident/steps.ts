import type { Phase, Policy } from './policy.ts'
import type { Incident } from './state.ts'

/** The phase by the clock (§ Workflow): the time box that `now` falls into. */
export function phaseAt(policy: Policy, incident: Incident): Phase | undefined {
  if (incident.ended !== undefined) return policy.phases.at(-1)
  const done = (p: Phase) => p.steps.every(s => isStepDone(incident, s))
  return policy.phases.find(p => !done(p)) ?? policy.phases.at(-1)
}

/** The first step of the playbook that nobody has taken yet. */
export function nextStep(policy: Policy, incident: Incident): string | undefined {
  return policy.phases.flatMap(p => p.steps).find(s => !isStepDone(incident, s))
}

/** Steps that the log can tell; others are ticked by hand when they come. */
export function isStepDone(i: Incident, step: string): boolean {
  switch (step) {
    case 'acknowledge':
      return i.acknowledged !== undefined
    case 'triage':
      return Object.keys(i.triage).length > 0
    case 'diagnose':
      // Those of the last run count while the next one is under way.
      return i.diagnostics?.tookMs !== undefined || (i.diagnostics?.findings ?? []).length > 0
    case 'assess-severity':
      return !i.unsure
    case 'contain':
      return Object.values(i.requests).some(r => r.status === 'succeeded')
    case 'update':
      return i.update !== undefined
    case 'validate':
      return i.recovery?.passed === true
    case 'resolve':
      return i.ended !== undefined
    case 'report':
      return i.reports > 0
    default:
      return true
  }
}
