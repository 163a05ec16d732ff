import { type Decision, type Given, refuse } from '../decision.ts'
import { event } from '../events.ts'
import { isOpen } from '../state.ts'
import { meetingOf, monitoringOf } from './plan.ts'

/** Somebody wants what the playbook only offers. */
export type PlanFollowUp = { type: 'plan-follow-up'; what: 'meeting' | 'monitoring' }

const already = {
  meeting: refuse(
    'The post-mortem is planned already.',
    'Its calendar file is in the thread of the resolution.',
  ),
  monitoring: refuse('Recovery is watched already.', 'This channel hears of it if a check fails.'),
}

export function planFollowUp({ incident, command, policy, now }: Given<PlanFollowUp>): Decision {
  const { what } = command
  if (isOpen(incident))
    return refuse('This incident is open again.', 'What follows is offered anew once it is resolved.')
  if (incident.followUps?.[what] !== undefined) return already[what]
  const plan = policy.afterwards[incident.severity]
  if (plan === undefined || incident.followUps?.offered?.includes(what) !== true)
    return refuse(
      `The playbook offers none after ${incident.severity}.`,
      'Write it into `afterwards` of playbook.yml for the next one.',
    )
  const part = what === 'meeting' ? meetingOf(plan, policy, now) : monitoringOf(plan, now)
  return { events: [event('follow-up.planned', { report: 'none', ...part })] }
}
