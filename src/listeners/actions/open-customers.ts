import { mayTellCustomers, refusalOf } from '../../incident/outside/customers.ts'
import { refuse } from '../answer.ts'
import { showChecklist } from '../show-checklist.ts'
import type { IncidentButton } from './button.ts'

/** §3.2, §5.2: who would be reached and what they would read; somebody else approves it. */
export const openCustomers: IncidentButton = {
  id: 'open-customers',
  async run(g, { incident, meta }) {
    const policy = await g.runbook.policies.of(incident.playbook)
    const audience = meta.list ?? ''
    const plan = Object.hasOwn(policy.customers, audience) ? policy.customers[audience] : undefined
    if (plan !== undefined && !mayTellCustomers(incident, policy, audience))
      return refuse(g, refusalOf(incident, policy, audience))
    await showChecklist(g, incident, {
      title: 'Tell customers',
      key: plan?.checklist,
      none: `The playbook does not say how to tell customers by ${audience}.`,
    })
  },
}
