import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { findTargets } from './recipients.ts'

/** `members` are the people of roles that are groups. */
export type Escalate = {
  type: 'escalate'
  role: string
  reason: string
  members?: Record<string, string[]>
}

/** Somebody is told now, whatever the clock says. */
export function escalate({ incident, command: c, policy, now }: Given<Escalate>): Decision {
  const role = Object.hasOwn(policy.roles, c.role) ? policy.roles[c.role] : undefined
  if (role === undefined)
    return refuse(
      `The playbook has no role “${c.role.slice(0, 40)}”.`,
      `There are: ${Object.keys(policy.roles).join(', ')}`,
    )
  const words = c.reason.trim()
  if (words === '') return refuse('Telling somebody now needs a reason.', 'Say what is asked of them.')
  const { targets, unreached } = findTargets(policy, [c.role], c.members ?? {})
  if (targets.length === 0)
    return refuse(`Nobody is known who is ${role.title}.`, 'Call them: /incident contacts')
  const { epoch, from } = incident.clock
  return {
    events: [
      event('escalation.due', {
        level: `asked/${epoch}/${incident.severity}/${incident.version + 1}`,
        severity: incident.severity,
        afterMs: now - from,
        dueAt: now,
        reason: 'asked',
        repeat: 0,
        targets,
        unreached,
        roles: [c.role],
        words: words.slice(0, 500),
      }),
    ],
  }
}
