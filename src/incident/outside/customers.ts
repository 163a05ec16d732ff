import { type Refusal, refuse } from '../decision.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'

/**
 * §3.2: customers are written to in some severities only. After the end the gravest that it has had counts, since a
 * follow-up is about what happened.
 */
export function mayTellCustomers(i: Incident, policy: Policy, audience: string): boolean {
  const plan = Object.hasOwn(policy.customers, audience) ? policy.customers[audience] : undefined
  if (plan === undefined) return false
  return plan.severities.includes(i.ended === undefined ? i.severity : i.gravest)
}

/** Why none of these actions may be asked for now; undefined where they do not write to customers, or may. */
export function refuseCustomers(i: Incident, policy: Policy, actions: string[]): Refusal | undefined {
  const audience = Object.keys(policy.customers).find(
    a => !mayTellCustomers(i, policy, a) && stepsOf(policy, a).some(s => actions.includes(s)),
  )
  return audience === undefined ? undefined : refusalOf(i, policy, audience)
}

export function refusalOf(i: Incident, policy: Policy, audience: string): Refusal {
  const allowed = policy.customers[audience]?.severities ?? []
  return refuse(
    `Customers are told by ${audience} only of a ${allowed.join(' or ')}; this is a ${i.severity}.`,
    'If customers are affected, change the severity first: /incident severity',
  )
}

const stepsOf = (policy: Policy, audience: string): string[] =>
  policy.checklists[policy.customers[audience]?.checklist ?? '']?.steps ?? []
