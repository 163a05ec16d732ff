import { context, join, type SafeBlock, safe } from '../blocks/index.ts'
import { type Severity, severities } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'

/** The playbook's own criteria, beside every field in which a severity is chosen: nobody has to know them by heart. */
export const severityCriteria = (policy: Policy): SafeBlock[] => severities.map(s => criteriaOf(policy, s))

export function criteriaOf(policy: Policy, s: Severity): SafeBlock {
  const { name, means, examples } = policy.severities[s]
  return context(join([safe`*${s} · ${name}*: ${means}`, ...examples.map(e => safe`• ${e}`)], '\n'))
}
