import { type EventData, event, type NewEvent } from '../events.ts'
import type { Afterwards, Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { meetingTime } from './timers.ts'

type Planned = EventData<'follow-up.planned'>

/** What comes after the end by the playbook (§6.1): by itself, or each part only when somebody asks for it. */
export function followUpEvents(incident: Incident, policy: Policy, now: number): NewEvent[] {
  const plan = policy.afterwards[incident.severity]
  if (plan === undefined) return []
  const { report, reportWithinMs } = plan
  const said = { report, reportWithinMs, saidAtEnd: true }
  const parts = { ...meetingOf(plan, policy, now), ...monitoringOf(plan, now) }
  if (report === 'offered') {
    const offered = ['report' as const, ...(Object.keys(parts) as (keyof typeof parts)[])]
    return [event('follow-up.planned', { ...said, offered }, 'pitcrew')]
  }
  return [
    event('follow-up.planned', { ...said, reportDueAt: now + reportWithinMs, ...parts }, 'pitcrew'),
    event('report.requested', { for: 'resolve' }, 'pitcrew'),
  ]
}

export function meetingOf(plan: Afterwards, policy: Policy, now: number): Pick<Planned, 'meeting'> {
  const at = meetingTime(now, plan, policy)
  return at === undefined ? {} : { meeting: { at, remindMs: plan.meetingRemindMs, invite: plan.invite } }
}

export function monitoringOf({ monitoring }: Afterwards, now: number): Pick<Planned, 'monitoring'> {
  if (monitoring === undefined) return {}
  return { monitoring: { until: now + monitoring.forMs, everyMs: monitoring.everyMs } }
}
