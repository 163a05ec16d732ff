import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { takeCommand } from '../lifecycle/acknowledge.ts'
import { asksToTakeIt, listLevels } from './levels.ts'

export type AnswerEscalation = { type: 'answer-escalation'; level: string }

/**
 * *I'm on it*: the ping is answered and not repeated. From somebody on call, or whom the ping asked to take it, it
 * acknowledges the incident too; the great only say that they are there.
 */
export function answerEscalation({ incident, command: c, policy, now }: Given<AnswerEscalation>): Decision {
  const fired = incident.escalations[c.level]
  if (fired === undefined)
    return refuse('This ping is not known in this incident.', 'See /incident status for where it stands.')
  const { user } = c.actor
  const level = listLevels(incident, policy).find(l => l.key === c.level)?.level
  const isAsked = level !== undefined && asksToTakeIt(level) && fired.users.includes(user)
  const takes = isAsked || incident.onCall.includes(user)
  const acknowledges = takes && incident.acknowledged === undefined
  if (fired.answered?.by === user && !acknowledges)
    return refuse('You have answered this already.', 'The incident’s channel has what is known.')
  return {
    events: [
      event('escalation.acknowledged', { level: c.level }),
      ...(acknowledges ? [event('incident.acknowledged', { tookMs: now - incident.clock.from })] : []),
      ...(acknowledges ? takeCommand(incident, user) : []),
    ],
  }
}
