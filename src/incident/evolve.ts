import { evolveActions } from './actions/evolve.ts'
import { effectsCausedBy, surfaceEffectId } from './effects.ts'
import { evolveClocks } from './escalation/evolve-clocks.ts'
import { type IncidentEvent, isKnown, type UnknownEvent } from './events.ts'
import { evolveEvidence, withoutAsked } from './evidence/evolve.ts'
import { evolveFollowUps } from './follow-ups/evolve.ts'
import { evolveLearning } from './learning/evolve.ts'
import { severities } from './model/words.ts'
import { evolveOutside } from './outside/evolve.ts'
import { type Incident, stateVersion } from './state.ts'
import { redraw } from './surfaces/redraw.ts'

type Of<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>

/**
 * The state after one more event. Pure, without policy or clock; unknown events only move the version on,
 * so that an older replica can follow a newer one's log.
 */
export function evolve(before: Incident | undefined, event: UnknownEvent): Incident {
  if (!isKnown(event)) {
    if (before === undefined)
      throw new Error(`The log starts with ${event.type}, not with incident.declared.`)
    return { ...before, ...position(event) }
  }
  if (event.type === 'incident.declared') return settle(evolveOutside(declared(event), event), event)
  if (before === undefined) throw new Error(`The log starts with ${event.type}, not with incident.declared.`)
  const changed = evolveEvidence(evolveClocks(evolveActions(changes(before, event), event), event), event)
  const known = evolveLearning(evolveOutside(changed, event), event)
  return settle({ ...evolveFollowUps(known, event), ...position(event) }, event)
}

export function replay(events: Iterable<UnknownEvent>, from?: Incident): Incident | undefined {
  let state = from
  for (const event of events) state = evolve(state, event)
  return state
}

const position = (e: UnknownEvent) => ({ version: e.seq, lastAt: e.at, head: e.hash })

function declared(e: Of<'incident.declared'>): Incident {
  const { channel, ...d } = e.data
  return {
    ...position(e),
    stateVersion,
    id: e.id,
    title: d.title,
    severity: d.severity,
    unsure: d.unsure,
    ...(d.service === undefined ? {} : { service: d.service }),
    visibility: d.visibility,
    mode: d.mode,
    playbook: d.playbook,
    origin: { channel: d.origin.channel, ...(d.origin.message ? { message: d.origin.message } : {}) },
    wants: channel,
    channelName: d.channelName,
    emergencyChannel: d.emergencyChannel,
    ...(d.repliesToAnnouncement === true ? { repliesToAnnouncement: true as const } : {}),
    ...(d.warRoom === undefined ? {} : { warRoom: d.warRoom }),
    invite: d.invite,
    onCall: d.onCall,
    declaredBy: e.by,
    declaredAt: e.at,
    respondWithinMs: d.respondWithinMs,
    status: 'investigating',
    triage: {},
    canCall: 'unknown',
    gravest: d.severity,
    roles: {},
    updateEveryMs: d.updateEveryMs,
    clock: { from: e.at, epoch: 0 },
    escalations: {},
    holds: {},
    warned: {},
    cadence: { nudges: 0, posts: [] },
    markers: {},
    requests: {},
    items: {},
    actionItems: {},
    // Nothing about a private one is announced.
    surfaces: {
      panel: wanted(e.seq),
      ...(d.visibility === 'private' ? {} : { announcement: wanted(e.seq) }),
      topic: wanted(e.seq),
    },
    pending: {},
    reports: 0,
  }
}

function withRole(i: Incident, { by, data: { role, user, assumed } }: Of<'role.assigned'>): Incident {
  const next = { ...i, roles: { ...i.roles, [role]: user } }
  if (role !== 'commander') return next
  const { commanderAssumed: _, commandFrom: __, ...rest } = next
  if (assumed === true) return { ...rest, commanderAssumed: true }
  return by === user || by === 'pitcrew' ? rest : { ...rest, commandFrom: by }
}

const wanted = (seq: number) => ({ wanted: seq, rendered: 0 })

function changes(i: Incident, e: Exclude<IncidentEvent, Of<'incident.declared'>>): Incident {
  switch (e.type) {
    case 'channel.opened':
      return {
        ...i,
        channel: { id: e.data.channel, name: e.data.name },
        channelAt: e.at,
        ...(e.data.instead === undefined ? {} : { instead: e.data.instead }),
      }
    case 'channel.missing':
      return { ...i, noChannel: { why: e.data.why, at: e.at } }
    case 'incident.acknowledged': {
      const acknowledged = { by: e.by, at: e.at }
      return { ...i, acknowledged, firstAcknowledged: i.firstAcknowledged ?? acknowledged }
    }
    case 'triage.recorded': {
      const service = e.data.where ?? i.service
      return {
        ...i,
        triage: { ...i.triage, ...e.data },
        canCall: e.data.canCall ?? i.canCall,
        ...(service === undefined ? {} : { service }),
      }
    }
    case 'severity.changed': {
      const { to, updateEveryMs, respondWithinMs } = e.data
      const gravest = severities.indexOf(to) < severities.indexOf(i.gravest) ? to : i.gravest
      return { ...i, severity: to, gravest, unsure: false, updateEveryMs, respondWithinMs }
    }
    case 'status.changed':
      return { ...i, status: e.data.to }
    case 'role.assigned':
      return withRole(i, e)
    case 'update.posted':
      return {
        ...i,
        update: { text: e.data.text, at: e.at, by: e.by },
        told: [...new Set([...(i.told ?? []), ...(e.data.audiences ?? [])])],
      }
    case 'marker.set':
      return { ...i, markers: { ...i.markers, [e.data.marker]: e.data.at } }
    case 'incident.resolved':
      return {
        ...withoutAsked(i),
        status: 'resolved',
        ended: { how: 'resolved', at: e.at, by: e.by, summary: e.data.summary },
      }
    case 'incident.cancelled':
      return { ...withoutAsked(i), ended: { how: 'cancelled', at: e.at, by: e.by, summary: e.data.reason } }
    case 'incident.reopened': {
      // What was found and tried before the end says nothing of what fails again.
      const { ended: _, acknowledged, recovery: __, investigation: ___, checkAfter: ____, ...rest } = i
      const kept = e.data.restarts === true || acknowledged === undefined ? {} : { acknowledged }
      return { ...rest, ...kept, status: 'investigating', gravest: i.severity }
    }
    case 'checklist.opened': {
      const { item: id, ...d } = e.data
      const surfaces = { ...i.surfaces, checklist: i.surfaces.checklist ?? wanted(e.seq) }
      return { ...i, surfaces, items: { ...i.items, [id]: { ...d, id, at: e.at } } }
    }
    case 'checklist.done': {
      const item = i.items[e.data.item]
      if (item === undefined) return i
      const done = { by: e.by, at: e.at, ...(e.data.needed === false ? { needed: false as const } : {}) }
      return { ...i, items: { ...i.items, [item.id]: { ...item, done } } }
    }
    case 'report.exported':
      return { ...i, reports: i.reports + 1 }
    case 'surface.rendered': {
      const s = i.surfaces[e.data.surface]
      if (s === undefined) return i
      const { channel, ts, digest } = e.data
      const { failed: _, ...clean } = s
      const next = {
        ...clean,
        rendered: e.data.of,
        ...(channel ? { channel } : {}),
        ...(ts ? { ts } : {}),
        ...(digest ? { digest } : {}),
      }
      return { ...i, surfaces: { ...i.surfaces, [e.data.surface]: next } }
    }
    case 'effect.settled':
      return settledSurface(i, e)
    default:
      return i
  }
}

/** A message that could not be brought up to date rests until something new is to be shown. */
function settledSurface(i: Incident, e: Of<'effect.settled'>): Incident {
  const hit = Object.entries(i.surfaces).find(([key]) => surfaceEffectId(i.id, key) === e.data.effect)
  if (hit === undefined) return i
  const [key, s] = hit
  return { ...i, surfaces: { ...i.surfaces, [key]: { ...s, rendered: s.wanted, failed: true } } }
}

/** The bookkeeping that every event shares: what it settles, what it causes, what must be redrawn. */
function settle(i: Incident, e: IncidentEvent): Incident {
  const pending = { ...i.pending }
  const settles = (e.data as { effect?: string }).effect
  if (settles !== undefined) delete pending[settles]
  Object.assign(pending, effectsCausedBy(e, i))
  return { ...i, pending, surfaces: redraw(i, e) }
}
