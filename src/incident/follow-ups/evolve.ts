import { effectId } from '../effects.ts'
import type { IncidentEvent } from '../events.ts'
import type { FollowUps, Incident } from '../state.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/** What events do to what follows an incident; anything else passes through. */
export function evolveFollowUps(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'incident.resolved':
    case 'incident.cancelled':
      return { ...i, endPost: { seq: e.seq } }
    case 'incident.reopened':
      return reopened(i, e)
    case 'follow-up.planned':
      return { ...i, followUps: { ...i.followUps, ...planned(e) } }
    case 'report.exported':
    case 'report.reminded':
      return withoutReport(i)
    case 'meeting.invited': {
      const { at, people = [], sequence = 0 } = e.data
      return { ...i, review: { at, people, sequence } }
    }
    case 'effect.settled':
      return settled(i, e)
    default:
      return evolvePlanned(i, e)
  }
}

function evolvePlanned(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'meeting.reminded':
      return withFollowUps(i, f => ({
        ...f,
        ...(f.meeting && { meeting: { ...f.meeting, reminded: true } }),
      }))
    case 'monitoring.due':
      return withMonitoring(i, m => ({ ...m, nextAt: e.at + m.everyMs }))
    case 'monitoring.checked':
      return withMonitoring(i, m => ({ ...m, failing: !e.data.healthy }))
    default:
      return i
  }
}

/** A review that has taken place already is not called off. */
function reopened(i: Incident, e: Of<'incident.reopened'>): Incident {
  const { followUps: _, ...rest } = i
  if (i.review === undefined || i.review.off !== undefined || i.review.at <= e.at) return rest
  return { ...rest, review: { ...i.review, off: e.seq } }
}

function planned({ data, at, seq }: Of<'follow-up.planned'>): FollowUps {
  const { meeting, monitoring, reportDueAt: dueAt, offered } = data
  return {
    ...(dueAt === undefined ? {} : { report: { dueAt, seq } }),
    ...(meeting === undefined ? {} : { meeting: { at: meeting.at, remindMs: meeting.remindMs } }),
    ...(monitoring === undefined
      ? {}
      : { monitoring: { ...monitoring, nextAt: at + monitoring.everyMs, failing: false } }),
    ...(offered === undefined ? {} : { offered }),
  }
}

/** Where the message of the end stands; a reminder that could not be sent is not owed any more. */
function settled(i: Incident, { data }: Of<'effect.settled'>): Incident {
  if (data.name === 'remind-report') return withoutReport(i)
  const { endPost } = i
  if (endPost === undefined || data.ts === undefined) return i
  if (data.effect !== effectId(i.id, endPost.seq, 'post-notice')) return i
  return { ...i, endPost: { ...endPost, ts: data.ts } }
}

const withoutReport = (i: Incident): Incident => withFollowUps(i, ({ report: _, ...rest }) => rest)

function withFollowUps(i: Incident, change: (f: FollowUps) => FollowUps): Incident {
  return i.followUps === undefined ? i : { ...i, followUps: change(i.followUps) }
}

type Monitoring = NonNullable<FollowUps['monitoring']>
function withMonitoring(i: Incident, change: (m: Monitoring) => Monitoring): Incident {
  return withFollowUps(i, f => (f.monitoring ? { ...f, monitoring: change(f.monitoring) } : f))
}
