// What each event causes stands in one table: long, and read by looking up a name.
import { isTriedAtOnce } from './escalation/inline-delivery.ts'
import type { IncidentEvent } from './events.ts'
import {
  type ActionRequest,
  batchOf,
  hasEnded,
  type Incident,
  type PendingEffect,
  type QueueName,
  waitsForPerson,
} from './state.ts'
import { hasPlace, withoutTries } from './surfaces/places.ts'

/** Something to be done in the world. The id is deterministic, so doing it twice can be noticed. */
export type Effect = {
  id: string
  name: string
  queue: QueueName
  seq: number
  arg?: string
  at?: number
  /** 0 goes first. */
  priority?: number
}

/** A ping that takes longer than this is late, and that is said. */
export const lateAfterMs = 60_000

/** The queues take a P1's first. */
const urgency = { P1: 0, P2: 1, P3: 2, P4: 3 } as const

/** Every effect that is still owed, from the state alone, so that any replica can find it after a crash. */
export function effectsOf(incident: Incident, now: number): Effect[] {
  const pending = Object.entries(incident.pending).map(([id, e]) => ({ id, ...e }))
  const priority = urgency[incident.severity]
  const all = [
    ...pending,
    ...surfaceEffects(incident),
    ...reportEffects(incident, now),
    ...Object.values(incident.requests).flatMap(r => actionEffects(incident, r, now)),
  ]
    .filter(e => hasPlace(incident, e, now))
    .map(e => withoutTries(incident, e))
  return priority === 0 ? all : all.map(e => ({ ...e, priority }))
}

export function effectId(incident: string, seq: number, name: string, arg?: string): string {
  return [incident, `e${seq}`, name, ...(arg === undefined ? [] : [arg])].join('-')
}

/** One constant id a surface: its renders queue up behind each other, and the newest state wins. */
export function surfaceEffectId(incident: string, surface: string): string {
  return `${incident}-surface-${surface}`
}

function surfaceEffects(incident: Incident): Effect[] {
  return Object.entries(incident.surfaces)
    .filter(([, s]) => s.rendered < s.wanted)
    .map(([key, s]) => ({
      id: surfaceEffectId(incident.id, key),
      name: 'render-surface',
      queue: key.startsWith('request-') ? 'pings' : 'effects',
      seq: s.wanted,
      arg: key,
    }))
}

/** The report is not there in time: nothing is owed once it is. */
function reportEffects(incident: Incident, now: number): Effect[] {
  const owed = incident.followUps?.report
  if (owed === undefined || owed.dueAt > now) return []
  const name = 'remind-report'
  return [{ id: effectId(incident.id, owed.seq, name), name, queue: 'pings', seq: owed.seq }]
}

function actionEffects(incident: Incident, r: ActionRequest, now: number): Effect[] {
  const of = (name: string, seq: number): Effect => ({
    id: effectId(incident.id, seq, name, r.id),
    name,
    queue: 'actions',
    seq,
    arg: r.id,
  })
  const looks = (name: string): Effect[] =>
    r.lookAt !== undefined && r.lookAt <= now ? [of(`${name}`, (r.startedSeq ?? 0) * 1000 + r.looks)] : []
  switch (r.status) {
    case 'approved':
      return isItsTurn(incident, r) ? [of('execute-action', r.approvedSeq ?? 0)] : []
    case 'started':
      return [of('execute-action', r.approvedSeq ?? 0)]
    case 'accepted':
      return looks('verify-action')
    case 'unknown':
      return looks('reconcile-action')
    default:
      return []
  }
}

/** Steps of a checklist start in their order; whether they wait for each other's end is the playbook's word. */
function isItsTurn(incident: Incident, request: ActionRequest): boolean {
  return batchOf(incident, request.batch)
    .filter(r => r.step < request.step)
    .every(r => hasEnded(r) || (!r.wait && ['started', 'accepted', 'unknown'].includes(r.status)))
}

const hasOutput = (receipt: unknown): boolean =>
  typeof receipt === 'object' && receipt !== null && 'output' in receipt && receipt.output !== ''

/** `each`: one of several that the same event causes, told apart by their argument. */
type Cause = { name: string; queue?: QueueName; arg?: string; each?: true }

/** Effects that an event causes once; converging messages and actions are derived from the state instead. */
const causes: {
  [T in IncidentEvent['type']]?: (e: Extract<IncidentEvent, { type: T }>, i: Incident) => Cause[]
} = {
  'incident.declared': (_, i) => [{ name: 'open-channel', queue: 'pings' }, ...page(i)],
  'channel.opened': (e, i) => [
    { name: 'invite-responders', queue: 'pings' },
    ...(isToldWhere(e.data, i) ? [{ name: 'welcome-declarer' }] : []),
  ],
  'channel.missing': () => [{ name: 'welcome-declarer' }],
  'incident.acknowledged': (e, i) => [
    ...(e.data.reopens === true ? [] : [{ name: 'post-notice' }, ...replied(i)]),
    // What came from the pager is not sent back to it.
    ...(e.via === 'pagerduty' ? [] : page(i)),
  ],
  'severity.changed': (e, i) => [
    { name: 'post-notice' },
    ...replied(i),
    ...(e.data.paging === true || e.data.raises === true ? page(i) : []),
  ],
  'role.assigned': (_, i) => (i.channel ? [{ name: 'post-notice' }, { name: 'invite-responders' }] : []),
  'update.posted': (e, i) => [
    { name: 'post-notice' },
    ...page(i),
    ...(i.cadence.posts.length === 0 ? [] : [{ name: 'clear-reminders' }]),
    ...tellAudiences(e.data.audiences, i),
  ],
  'update.reminded': e =>
    [e.data.to, ...e.data.raised].map(arg => ({
      name: 'remind-person',
      queue: 'pings' as const,
      arg,
      each: true as const,
    })),
  'escalation.due': (e, i) => {
    const people = e.data.targets.map(t => t.user)
    if (people.length + e.data.unreached.length + (e.data.unread ?? []).length === 0) return []
    const pings = people.map(arg => ({
      name: 'ping-person',
      queue: 'pings' as const,
      arg,
      each: true as const,
    }))
    const pages =
      i.paging === undefined || people.length === 0
        ? []
        : [{ name: 'page-responders', queue: 'pings' as const }]
    return [...pings, { name: 'announce-escalation', queue: 'pings' }, ...pages]
  },
  'escalation.pinged': e => (e.data.lateMs > lateAfterMs ? [{ name: 'post-notice' }] : []),
  'escalation.late': () => [{ name: 'post-notice', queue: 'pings' }],
  'escalation.failed': () => [{ name: 'post-notice', queue: 'pings' }],
  'escalation.warned': () => [{ name: 'warn-commander', queue: 'pings' }],
  'escalation.held': () => [{ name: 'post-notice' }],
  'escalation.acknowledged': () => [{ name: 'post-notice' }],
  'reminder.snoozed': e => (e.data.mode === 'until' ? [] : [{ name: 'post-notice' }]),
  'follow-up.planned': e => [
    ...(e.data.meeting === undefined ? [] : [{ name: 'invite-to-review' }]),
    ...(e.data.saidAtEnd === true ? [] : [{ name: 'post-notice' }]),
  ],
  'report.reminded': () => [{ name: 'post-notice', queue: 'pings' }],
  'meeting.invited': (_, i) => tellInvited(i),
  'meeting.reminded': (_, i) => [{ name: 'post-notice', queue: 'pings' }, ...tellInvited(i)],
  'monitoring.due': () => [{ name: 'monitor-recovery' }],
  'monitoring.checked': e => (e.data.flipped ? [{ name: 'post-notice', queue: 'pings' }] : []),
  'note.added': () => [{ name: 'post-notice' }],
  'diagnostics.requested': e => [{ name: 'run-diagnostics', arg: e.data.run }],
  'severity.assessed': e => (e.data.after === 'triage' ? [{ name: 'post-notice' }] : []),
  'diagnostics.completed': e => ((e.data.flips ?? []).length === 0 ? [] : [{ name: 'post-notice' }]),
  'action.rejected': outcomeTold,
  'action.expired': outcomeTold,
  'action.voided': outcomeTold,
  'action.succeeded': outcomeTold,
  'action.failed': outcomeTold,
  'investigation.requested': e => [{ name: 'investigate', arg: e.data.run }],
  'action.accepted': e => (hasOutput(e.data.receipt) ? [{ name: 'post-output' }] : []),
  'statuspage.asked': () => [{ name: 'post-notice' }],
  'statuspage.reminded': () => [{ name: 'post-notice', queue: 'pings' }],
  'statuspage.requested': () => [{ name: 'update-status-page' }],
  // The first words are the playbook's own: nobody has to read them twice.
  'statuspage.updated': e =>
    e.data.status === 'investigating' && e.data.elsewhere === undefined && e.data.raisedTo === undefined
      ? []
      : [{ name: 'post-notice' }],
  'page.acknowledged': e => (e.data.elsewhere === undefined ? [] : [{ name: 'post-notice' }]),
  'page.resolved': e => (e.data.elsewhere === undefined ? [] : [{ name: 'post-notice' }]),
  'alert.joined': () => [{ name: 'post-notice' }],
  'action-item.opened': () => [{ name: 'post-notice' }],
  'action-item.done': () => [{ name: 'post-notice' }],
  'action-item.nudged': () => [{ name: 'post-notice', queue: 'pings' }],
  'postmortem.signed-off': () => [{ name: 'post-notice' }],
  'sign-off.reminded': () => [{ name: 'post-notice', queue: 'pings' }],
  'message.promoted': () => [],
  'action.unknown': () => [{ name: 'post-notice' }],
  // After the last look somebody must say what they see.
  'action.looked': (e, i) => {
    const r = i.requests[e.data.request]
    return r !== undefined && waitsForPerson(r) ? [{ name: 'post-notice', queue: 'pings' }] : []
  },
  'action.settled': () => [{ name: 'post-notice' }],
  'break-glass.used': (e, i) => [
    { name: 'post-notice', queue: 'pings' },
    ...(e.data.watchers === undefined || i.visibility === 'private'
      ? []
      : [{ name: 'tell-security', queue: 'pings' as const }]),
  ],
  'security.flagged': (e, i) => [
    { name: 'post-notice', queue: 'pings' },
    ...(e.data.watchers === undefined || i.visibility === 'private'
      ? []
      : [{ name: 'tell-security', queue: 'pings' as const }]),
  ],
  'validation.requested': () => [{ name: 'check-recovery' }],
  'resolve.requested': (e, i) => (i.gate?.cause === e.seq ? [{ name: 'check-recovery' }] : []),
  'recovery.tried': e => (e.data.attempt === 1 ? [{ name: 'post-notice' }] : []),
  'recovery.due': () => [{ name: 'check-recovery' }],
  'recovery.validated': e => (e.data.passed && e.data.for !== 'person' ? [] : [{ name: 'post-notice' }]),
  'override.requested': () => [{ name: 'post-notice', queue: 'pings' }],
  'override.voided': () => [{ name: 'post-notice' }],
  'cancel.requested': () => [{ name: 'post-notice', queue: 'pings' }],
  'cancel.voided': () => [{ name: 'post-notice' }],
  'checklist.opened': (e, i) =>
    e.data.asks !== true
      ? []
      : (e.data.people.length > 0 ? e.data.people : [i.onCall[0] ?? i.declaredBy]).map(arg => ({
          name: 'ask-holder',
          queue: 'pings' as const,
          arg,
          each: true as const,
        })),
  'incident.resolved': (e, i) => [...ended(i), ...tellAudiences(e.data.audiences, i), ...retired(e.data)],
  'incident.cancelled': (e, i) => [...ended(i), ...tellAudiences(e.data.audiences, i), ...retired(e.data)],
  'incident.reopened': (e, i) => [
    { name: 'post-notice' },
    ...replied(i),
    ...tellAudiences(e.data.audiences, i),
    ...(e.data.restarts === true ? page(i) : []),
    ...(i.review?.off === e.seq ? tellInvited(i) : []),
  ],
  'report.requested': () => [{ name: 'export-report' }],
  // The first report after the end is also a page of the channel.
  'report.exported': e => (e.data.canvas === true ? [{ name: 'make-canvas' }] : []),
  'surface.rendered': e => (e.data.surface === 'panel' && e.data.ts ? [{ name: 'pin-panel' }] : []),
  'effect.settled': e => {
    if (e.data.tell === undefined) return []
    if (e.data.name === 'tell-commander') return []
    return [{ name: e.data.name === 'post-notice' ? 'tell-commander' : 'post-notice' }]
  },
}

/**
 * Whoever asked hears of it when the last step has ended, and waits for no probe: a run may fail, or be overtaken. Nobody
 * is told of what they took back themselves, nor of a request that somebody has put another one in the place of.
 */
function outcomeTold(e: IncidentEvent & { data: { request: string } }, i: Incident): Cause[] {
  const r = i.requests[e.data.request]
  if (r?.tellsAsker !== true || (e.type === 'action.voided' && e.by !== 'pitcrew')) return []
  const steps = batchOf(i, r.batch)
  if (!steps.every(hasEnded) || steps.every(s => s.endedBy === s.by)) return []
  return [{ name: 'tell-asker', queue: 'pings', arg: r.batch }]
}

/** An event of an earlier version does not say it: the declarer was told where the command was typed elsewhere. */
const isToldWhere = (opened: { channel: string; welcomes?: true | undefined }, { origin }: Incident) =>
  opened.welcomes === true || (origin.channel !== '' && opened.channel !== origin.channel)

/** Those who follow from afar; nothing of a private incident goes to them. */
const tellAudiences = (audiences: string[] | undefined, i: Incident): Cause[] =>
  (i.visibility === 'private' ? [] : (audiences ?? [])).map(arg => ({
    name: 'tell-audience',
    arg,
    each: true as const,
  }))

/** A turning point, for those who read the announcement only. */
const replied = (i: Incident): Cause[] =>
  i.repliesToAnnouncement === true ? [{ name: 'reply-to-announcement' }] : []

/** An invitation of an earlier version names nobody. */
const tellInvited = (i: Incident): Cause[] =>
  (i.review?.people ?? []).map(arg => ({ name: 'tell-invited', queue: 'pings', arg, each: true }))

const page = (i: Incident): Cause[] =>
  i.paging === undefined ? [] : [{ name: 'tell-pager', queue: 'pings' }]

/** An event of an earlier version leaves the messages as they are. */
const retired = (data: { retires?: true | undefined }): Cause[] =>
  data.retires === true ? [{ name: 'retire-messages' }] : []

function ended(i: Incident): Cause[] {
  return [
    { name: 'post-notice' },
    ...replied(i),
    ...page(i),
    ...(i.cadence.posts.length === 0 ? [] : [{ name: 'clear-reminders' }]),
  ]
}

/** The effects that `event` puts on the pending list of the incident it has just changed. */
export function effectsCausedBy(event: IncidentEvent, incident: Incident): Record<string, PendingEffect> {
  const cause = causes[event.type] as ((e: IncidentEvent, i: Incident) => Cause[]) | undefined
  return Object.fromEntries(
    (cause?.(event, incident) ?? []).map(c => [
      effectId(incident.id, event.seq, c.name, c.each === true ? c.arg : undefined),
      {
        name: c.name,
        queue: c.queue ?? 'effects',
        seq: event.seq,
        ...(c.arg === undefined ? {} : { arg: c.arg }),
        ...(isTriedAtOnce(c) ? { at: event.at } : {}),
      },
    ]),
  )
}
