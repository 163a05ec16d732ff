import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

/** The post-mortem is read and accepted, by a role that the playbook names. */
export type SignOff = { type: 'sign-off' }

export function signOff({ incident, command, policy }: Given<SignOff>): Decision {
  const { signOff: role } = policy
  if (role === undefined)
    return refuse('The playbook names nobody who signs off.', 'Add sign-off to playbook.yml.')
  if (incident.ended === undefined)
    return refuse('The incident is still open.', 'Resolve it first; the post-mortem follows.')
  if (incident.signedOff !== undefined)
    return refuse(`<@${incident.signedOff.by}> has signed it off already.`, 'Nothing is left to do.')
  if (!command.actor.roles.includes(role))
    return refuse(
      `Only ${policy.roles[role]?.title ?? role} signs off a post-mortem.`,
      'Ask them; the report is in the channel.',
    )
  return { events: [event('postmortem.signed-off', { role })] }
}
