import { safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { testNotification } from '../../runbook/test-notification.ts'
import { refuse, tell } from '../answer.ts'
import { admit } from '../refuse-outsiders.ts'
import type { IncidentButton } from './button.ts'

/** The message that customers would read, to the one who asks, and to nobody else. */
export const testCustomers: IncidentButton = {
  id: 'test-customers',
  async run(g, { incident, meta }) {
    void g.ack()
    const policy = await g.runbook.policies.of(incident.playbook)
    if ((await admit(g, policy)) === undefined) return
    const person = Object.values(policy.people).find(p => p.slack === g.user)
    const sent = await testNotification(g.runbook.production, policy, incident, meta.list ?? '', person)
    if ('refused' in sent) return refuse(g, sent)
    await tell(g, answer(safe`Sent to ${sent.to} only: “${sent.message}”`))
  },
}
