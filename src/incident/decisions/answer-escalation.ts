import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'

export type AnswerEscalation = { type: 'answer-escalation'; level: string }

/** *I'm on it*: the ping is answered and not repeated; from somebody on call it acknowledges the incident too. */
export function answerEscalation({ incident, command: c, now }: Given<AnswerEscalation>): Decision {
  const fired = incident.escalations[c.level]
  if (fired === undefined)
    return refuse('This ping is not known in this incident.', 'See /incident status for where it stands.')
  const { user } = c.actor
  const isOnCall = incident.onCall.includes(user)
  const acknowledges = isOnCall && incident.acknowledged === undefined
  if (fired.answered?.by === user && !acknowledges)
    return refuse('You have answered this already.', 'The incident’s channel has what is known.')
  return {
    events: [
      event('escalation.acknowledged', { level: c.level }),
      ...(acknowledges ? [event('incident.acknowledged', { tookMs: now - incident.declaredAt })] : []),
      ...(acknowledges && incident.roles.commander === undefined
        ? [event('role.assigned', { role: 'commander', user })]
        : []),
    ],
  }
}
