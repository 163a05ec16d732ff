import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { listLevels } from './levels.ts'

export type HoldEscalation = { type: 'hold-escalation'; level: string; reason: string }

/** The commander may hold a level back: once, with a reason, for as long as the playbook says. */
export function holdEscalation({ incident, command: c, policy, now }: Given<HoldEscalation>): Decision {
  const standing = listLevels(incident, policy).find(l => l.key === c.level)
  if (standing === undefined || standing.fired !== undefined)
    return refuse('These people have been told already, or are not to be told.', 'See /incident status.')
  if (standing.level.warnMs === undefined)
    return refuse('This level cannot be held.', 'Only those that the playbook warns of can be.')
  const commander = incident.roles.commander
  if (commander !== undefined && commander !== c.actor.user)
    return refuse(
      `Only the commander, <@${commander}>, may hold an escalation.`,
      'Ask them, or take command.',
    )
  const held = incident.holds[c.level]
  if (held !== undefined)
    return refuse(`<@${held.by}> has held this once already.`, 'It goes out when its time comes.')
  const reason = c.reason.trim()
  if (reason === '') return refuse('Holding an escalation needs a reason.', 'One sentence is enough.')
  const until = Math.max(standing.dueAt, now) + policy.escalation.holdMs
  return { events: [event('escalation.held', { level: c.level, until, reason })] }
}
