import { type Severity, severities } from '../incident/model/words.ts'
import type { Afterwards, EscalationLevel, EscalationPolicy, UpdatePolicy } from '../incident/policy.ts'
import type { Playbook } from './schema.ts'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

export function compileEscalation({ escalation: e }: Playbook): EscalationPolicy {
  const hours = e['working-hours']
  const levels = Object.fromEntries(
    severities.map(s => [s, (e.levels[s] ?? []).map(toLevel).sort((a, b) => a.afterMs - b.afterMs)]),
  ) as Record<Severity, EscalationLevel[]>
  return {
    levels,
    holdMs: e.hold,
    repeat: { everyMs: e.repeat.every, times: e.repeat.times },
    ...(hours === undefined
      ? {}
      : {
          workingHours: {
            days: hours.days.map(d => weekdays.indexOf(d)),
            fromMinutes: hours.from,
            toMinutes: hours.to,
          },
        }),
  }
}

type GivenLevel = NonNullable<Playbook['escalation']['levels']['P1']>[number]

function toLevel(l: GivenLevel): EscalationLevel {
  return {
    afterMs: l.after,
    roles: l.roles,
    manual: l.manual,
    if: l.if,
    workingHours: l['working-hours'],
    ...(l.warn === undefined ? {} : { warnMs: l.warn }),
  }
}

export function compileUpdates({ updates: u }: Playbook): UpdatePolicy {
  return {
    leadMs: u.lead,
    overduePerInterval: u['overdue-per-interval'],
    raiseAfter: u['raise-after'],
    raiseTo: u['raise-to'],
    audiences: u.audiences,
    usual: Object.fromEntries(
      Object.entries(u.usual).map(([s, names]) => [s, (names ?? []).filter(n => u.audiences.includes(n))]),
    ),
    topics: u.topics,
  }
}

export function compileAfterwards(p: Playbook): Partial<Record<Severity, Afterwards>> {
  return Object.fromEntries(
    Object.entries(p.afterwards).map(([severity, a]): [string, Afterwards] => [
      severity,
      {
        report: a.report,
        reportWithinMs: a['report-within'],
        meetingRemindMs: a['remind-before'],
        invite: a.invite,
        ...(a.collect === undefined ? {} : { collect: a.collect }),
        ...(a['follow-up'] === undefined ? {} : { followUp: a['follow-up'] }),
        ...(a['meeting-within'] === undefined ? {} : { meetingWithinMs: a['meeting-within'] }),
        ...(a.monitor === undefined
          ? {}
          : { monitoring: { forMs: a.monitor.for, everyMs: a.monitor.every } }),
      },
    ]),
  )
}
