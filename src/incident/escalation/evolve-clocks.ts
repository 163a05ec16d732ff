import type { IncidentEvent } from '../events.ts'
import type { Cadence, Fired, Incident } from '../state.ts'

/** What events do to the clocks of an incident; anything else passes through. */
export function evolveClocks(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'incident.acknowledged':
      return { ...i, escalations: answerAll(i, e.by, e.at) }
    case 'incident.reopened': {
      const { off: _, ...cadence } = restarted(i.cadence)
      return { ...i, clock: { from: e.at, epoch: i.clock.epoch + 1 }, cadence }
    }
    case 'severity.changed':
    case 'update.posted':
      return { ...i, cadence: restarted(i.cadence) }
    case 'update.reminded':
      return {
        ...i,
        cadence: { ...awake(i.cadence), nudges: i.cadence.nudges + 1, nudgedAt: e.at, posts: [] },
      }
    case 'update.nudged': {
      const { channel, ts } = e.data
      return { ...i, cadence: { ...i.cadence, posts: [...i.cadence.posts, { channel, ts }] } }
    }
    case 'effect.settled':
      if (e.data.name === 'clear-reminders') return { ...i, cadence: { ...i.cadence, posts: [] } }
      return e.data.name === 'remind-person' && e.data.tell !== undefined ? unreachable(i, e.data.effect) : i
    case 'reminder.snoozed': {
      const { off: _, ...rest } = awake(i.cadence)
      if (e.data.mode === 'off') return { ...i, cadence: { ...rest, off: true } }
      if (e.data.until === undefined) return { ...i, cadence: rest }
      return { ...i, cadence: { ...rest, snoozedUntil: e.data.until } }
    }
    default:
      return evolveEscalation(i, e)
  }
}

function evolveEscalation(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'escalation.due': {
      const { level, targets, roles, repeat, words, unread } = e.data
      const before = i.escalations[level]
      if (e.data.completes === true && before !== undefined)
        return withLevel(i, level, ({ unread: _, ...f }) => ({
          ...f,
          people: f.people + targets.length,
          users: [...f.users, ...targets.map(t => t.user)],
          ...(unread === undefined ? {} : { unread }),
        }))
      const asked = before?.asked ?? (words === undefined ? undefined : { by: e.by, words })
      const fired: Fired = {
        ...before,
        at: before?.at ?? e.at,
        lastAt: e.at,
        repeats: repeat,
        people: before?.people ?? targets.length,
        roles,
        users: targets.map(t => t.user),
        ...(unread === undefined ? {} : { unread }),
        ...(asked === undefined ? {} : { asked }),
      }
      return { ...i, escalations: { ...i.escalations, [level]: fired } }
    }
    case 'escalation.announced':
      return withLevel(i, e.data.level, f => ({ ...f, ts: f.ts ?? e.data.ts }))
    case 'escalation.acknowledged':
      return withLevel(i, e.data.level, f => ({ ...f, answered: f.answered ?? { by: e.by, at: e.at } }))
    case 'escalation.warned':
      return { ...i, warned: { ...i.warned, [e.data.level]: e.data.dueAt } }
    case 'escalation.held':
      return { ...i, holds: { ...i.holds, [e.data.level]: { until: e.data.until, by: e.by } } }
    default:
      return i
  }
}

/** Whoever acknowledges the incident answers every level that was told until then. */
function answerAll(i: Incident, by: string, at: number): Incident['escalations'] {
  return Object.fromEntries(
    Object.entries(i.escalations).map(([key, f]) => [key, { ...f, answered: f.answered ?? { by, at } }]),
  )
}

/** The count starts anew; what people have before them is replaced by what comes next; off stays off. */
function restarted({ posts, off, unreached }: Cadence): Cadence {
  return {
    nudges: 0,
    posts,
    ...(off === undefined ? {} : { off }),
    ...(unreached === undefined ? {} : { unreached }),
  }
}

/** Whom the effect was for stands at the end of its id. */
function unreachable(i: Incident, effect: string): Incident {
  const user = /-remind-person-(.+)$/.exec(effect)?.[1]
  if (user === undefined) return i
  return { ...i, cadence: { ...i.cadence, unreached: [...(i.cadence.unreached ?? []), user] } }
}

function awake({ snoozedUntil: _, ...cadence }: Cadence): Cadence {
  return cadence
}

function withLevel(i: Incident, level: string, change: (f: Fired) => Fired): Incident {
  const fired = i.escalations[level]
  return fired === undefined ? i : { ...i, escalations: { ...i.escalations, [level]: change(fired) } }
}
