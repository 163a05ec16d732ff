import { readFactor } from '../evidence/assess.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

export type UsualAudience = { audience: string; why: string }

/** Who an update usually goes to: by severity, by the service, and by what does not hold now. Each once. */
export function usualAudiences(i: Incident, { updates, assessment, services }: Policy): UsualAudience[] {
  const known = { findings: i.diagnostics?.findings ?? [], triage: i.triage }
  const found: UsualAudience[] = (updates.usual[i.severity] ?? []).map(audience => ({
    audience,
    why: `it is a ${i.severity}`,
  }))
  for (const topic of updates.topics) {
    const broken = assessment.factors.find(
      f => topic.factors.includes(f.key) && readFactor(f, known).value === false,
    )
    const service = services.find(s => s.key === i.service && topic.services.includes(s.key))
    if (broken !== undefined) found.push({ audience: topic.tell, why: `“${broken.title}” does not hold` })
    else if (service !== undefined) found.push({ audience: topic.tell, why: `it is about ${service.name}` })
  }
  return found.filter((f, n) => found.findIndex(o => o.audience === f.audience) === n)
}
