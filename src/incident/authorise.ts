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

const listed = (roles: string[]) => roles.map(r => `@${r}`).join(' or ')
/** Without the role; where it could not be read, that is said instead, since asking another person may not help. */
function refuseRole(actor: Actor, roles: string[], refused: string, next: string): Refusal {
  const unread = actor.unread?.find(u => roles.includes(u.role))
  if (unread === undefined) return refuse(refused, next)
  return refuse(
    `It cannot be read at the moment who is @${unread.role}: ${unread.why}.`,
    'Try again in a minute; whoever the playbook names by name can act now.',
  )
}

const holdsOne = (actor: Actor, roles: string[]) => roles.some(r => actor.roles.includes(r))

/** The requester never approves; approvers hold one of the roles that the playbook names, now. */
export function authoriseApproval(actor: Actor, request: ActionRequest): Refusal | undefined {
  const stranger = authorise(actor)
  if (stranger) return stranger
  const who = listed(request.needs.roles) || 'nobody (the playbook names no approver)'
  if (request.by === actor.user)
    return refuse(
      `You asked for this action, so somebody else must approve it: ${who}.`,
      'Ask one of them; the request names who was asked.',
    )
  if (!holdsOne(actor, request.needs.roles))
    return refuseRole(
      actor,
      request.needs.roles,
      `Only ${who} may approve “${request.title}”.`,
      'Ask one of them; the request names who is on call.',
    )
  return undefined
}

/**
 * Break-glass: the playbook's group, or a commander to whom somebody else has handed command, in the
 * severities that the playbook names. Whoever took command by themselves has no second person behind them.
 */
export function authoriseAlone(actor: Actor, incident: Incident, policy: Policy): Refusal | undefined {
  const stranger = authorise(actor)
  if (stranger) return stranger
  const { roles, severities } = policy.breakGlass
  if (!severities.includes(incident.severity))
    return refuse(
      `Running without approval is for ${severities.join(' and ')}; this is a ${incident.severity}.`,
      'Ask an approver, or change the severity if it is wrong.',
    )
  if (holdsOne(actor, roles)) return undefined
  if (incident.roles.commander === actor.user && incident.commandFrom !== undefined) return undefined
  return refuseRole(
    actor,
    roles,
    `Only ${listed(roles) || 'nobody'}, and a commander to whom somebody else handed command, may act alone.`,
    'Ask an approver, or ask one of them to do it.',
  )
}

/** Those who may say what became of an action: its approvers, else whoever may confirm for the company. */
export const settlersOf = (request: ActionRequest, policy: Policy): string[] =>
  request.needs.roles.length > 0 ? request.needs.roles : policy.recovery.confirmedBy

/** Settling frees the target for the next change, so it needs the same role as approving that change. */
export function authoriseSettlement(
  actor: Actor,
  request: ActionRequest,
  policy: Policy,
): Refusal | undefined {
  const stranger = authorise(actor)
  if (stranger) return stranger
  const roles = settlersOf(request, policy)
  if (holdsOne(actor, roles)) return undefined
  return refuseRole(
    actor,
    roles,
    `Only ${listed(roles)} may say what became of “${request.title}”.`,
    'Tell one of them what you see in production.',
  )
}

/** The second person for ending an incident whose checks do not pass. */
export function authoriseConfirmation(actor: Actor, policy: Policy): Refusal | undefined {
  const stranger = authorise(actor)
  if (stranger) return stranger
  if (holdsOne(actor, policy.recovery.confirmedBy)) return undefined
  const roles = policy.recovery.confirmedBy
  return refuseRole(actor, roles, `Only ${listed(roles)} may confirm this.`, 'Ask one of them.')
}
