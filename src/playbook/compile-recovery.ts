import type { Json } from '../incident/model/words.ts'
import type { InvestigationPolicy, ProbePlan, RecoveryPolicy } from '../incident/policy.ts'
import type { Playbook } from './schema.ts'

export function compileRecovery(p: Playbook, probes: ProbePlan[]): RecoveryPolicy {
  const checks = p.recovery.checks.flatMap(c => {
    const plan = 'diagnostic' in c ? probes.find(x => x.key === c.diagnostic) : ownPlan(c)
    return plan === undefined
      ? []
      : [{ ...plan, required: c.level === 'required', attempts: c.attempts, everyMs: c.every }]
  })
  return {
    checks,
    secondPerson: p.recovery['second-person'],
    confirmedBy: p.recovery['confirmed-by'] ?? usualConfirmers(p),
    overrideMs: p.recovery['override-expires'],
  }
}

function usualConfirmers(p: Playbook): string[] {
  const approvers = Object.values(p.actions).flatMap(a => a.approval.roles)
  return [...new Set([...p['on-call'], ...p['break-glass'].roles, ...approvers])]
}

type OwnCheck = Extract<Playbook['recovery']['checks'][number], { probe: string }>
const ownPlan = (c: OwnCheck): ProbePlan => ({
  key: c.key,
  kind: c.probe,
  title: c.title,
  params: c.with as Json,
  timeoutMs: c.timeout,
})

export function compileInvestigation({ investigation: i }: Playbook): InvestigationPolicy {
  return {
    withinMs: i.within,
    timeoutMs: i.timeout,
    logs: i.logs,
    database: { slowerThanMs: i.database['slower-than'], top: i.database.top },
    services: i.services,
    dependencies: i.dependencies,
  }
}
