import { type Actor, type Refusal, refuse } from './decision.ts'
import type { Policy } from './policy.ts'
import type { ActionRequest, Incident } from './state.ts'

/** Guests and people of other workspaces are refused, whatever they press. */
export function authorise(actor: Actor): Refusal | undefined {
  if (actor.standing === 'guest')
    return refuse(
      'Guests cannot act on incidents.',
      'Ask a member of this workspace in the channel to do it.',
    )
  if (actor.standing === 'stranger')
    return refuse(
      'Only members of this workspace can act on incidents.',
      'Ask somebody of the response team.',
    )
  return undefined
}

/** The requester never approves; approvers hold one of the roles that the playbook names, now. */
export function authoriseApproval(actor: Actor, request: ActionRequest): Refusal | undefined {
  const who = request.needs.roles.map(r => `@${r}`).join(' or ') || 'nobody (the playbook names no approver)'
  if (request.by === actor.user)
    return refuse(
      `You asked for this action, so somebody else must approve it: ${who}.`,
      'Nobody else awake? Press Run it alone (it tells the channel).',
    )
  if (!request.needs.roles.some(r => actor.roles.includes(r)))
    return refuse(
      `Only ${who} may approve “${request.title}”.`,
      'Ask one of them; the request names who is on call.',
    )
  return undefined
}

/** Break-glass: the playbook's group or the commander, in the severities that the playbook names. */
export function authoriseAlone(actor: Actor, incident: Incident, policy: Policy): Refusal | undefined {
  const { roles, severities } = policy.breakGlass
  if (!severities.includes(incident.severity))
    return refuse(
      `Run it alone is for ${severities.join(' and ')}; this is a ${incident.severity}.`,
      'Ask an approver, or change the severity if it is wrong.',
    )
  if (incident.roles.commander === actor.user || roles.some(r => actor.roles.includes(r))) return undefined
  return refuse(
    `Only the commander and ${roles.map(r => `@${r}`).join(', ')} may run an action alone.`,
    'Take command first (Role), or ask an approver.',
  )
}
