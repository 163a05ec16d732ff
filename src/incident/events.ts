// The public vocabulary in one place: long, and read by looking up a name.
import { z } from 'zod'
import { priorities } from './learning/action-items.ts'
import { rcaSchema } from './learning/rca.ts'
import { callAnswers, followUpKinds, markers, responderRoles, severities, statuses } from './model/words.ts'

/**
 * Every event of the timeline, with the shape of its data. Names are public and never renamed; data may
 * gain optional fields. `by` is a Slack user id, or `pitcrew` for what the bot did on its own.
 */
const severity = z.enum(severities)
const status = z.enum(statuses)
const user = z.string()
/** Present on an event that is the outcome of an effect: it takes the effect off the pending list. */
const effect = z.string().optional()
const action = { request: z.string(), kind: z.string(), target: z.string() }
const json = z.json()
/** Until when it may be confirmed, and who is asked to. */
const asksSomebody = { until: z.number().optional(), people: z.array(user).optional() }

export const triageSchema = z.object({
  canCall: z.enum(callAnswers).optional(),
  what: z.string().optional(),
  /** Milliseconds since the epoch. */
  when: z.number().optional(),
  /** Keys of the playbook's services and regions; a component in people's own words. */
  where: z.string().optional(),
  region: z.string().optional(),
  component: z.string().optional(),
  customersAffected: z.number().optional(),
  impact: z.string().optional(),
  /** Somebody says that it may be a security breach; false: somebody has taken that back. */
  breach: z.boolean().optional(),
})
export type Triage = z.infer<typeof triageSchema>

export const previewRowSchema = z.object({ label: z.string(), now: z.string(), after: z.string().optional() })
export type PreviewRow = z.infer<typeof previewRowSchema>

const verdict = z.enum(['healthy', 'unhealthy', 'unknown'])
export const findingSchema = z.object({
  key: z.string(),
  title: z.string(),
  verdict,
  why: z.string().optional(),
  detail: z.string(),
  tookMs: z.number(),
  evidence: z.record(
    z.string(),
    z.object({ value: z.union([z.number(), z.string(), z.boolean()]), unit: z.string().optional() }),
  ),
})
export type FindingRow = z.infer<typeof findingSchema>

/** A row of the recovery gate: whether it must pass, on which attempt it stands, and how it was before. */
export const gateRowSchema = findingSchema.extend({
  required: z.boolean().optional(),
  attempts: z.number().optional(),
  before: z.object({ verdict, detail: z.string() }).optional(),
})
export type GateRow = z.infer<typeof gateRowSchema>

export const eventSchemas = {
  'incident.declared': z.object({
    title: z.string(),
    severity,
    /** The person was not sure: run as this severity until assessed. */
    unsure: z.boolean(),
    service: z.string().optional(),
    visibility: z.enum(['public', 'private']),
    mode: z.enum(['live', 'drill']),
    playbook: z.string(),
    origin: z.object({ channel: z.string(), message: z.string().optional() }),
    channel: z.union([z.literal('new'), z.object({ here: z.string() })]),
    channelName: z.string(),
    invite: z.array(user),
    emergencyChannel: z.string(),
    warRoom: z.string().optional(),
    onCall: z.array(user),
    /** Milliseconds between updates, and to answer in: copied, so that the state needs no playbook. */
    updateEveryMs: z.number(),
    respondWithinMs: z.number(),
    /** The pager is told of this incident. */
    paging: z.boolean().optional(),
    /** Its turning points are replied to the announcement; incidents of earlier versions have none. */
    repliesToAnnouncement: z.literal(true).optional(),
  }),
  'channel.opened': z.object({
    channel: z.string(),
    name: z.string(),
    effect,
    /** Why it is not the channel that was wanted. */
    instead: z.string().optional(),
    /** The declarer is told of it. */
    welcomes: z.literal(true).optional(),
    /** Who brought Pitcrew into it, where it was found that way. */
    invitedBy: user.optional(),
  }),
  /** No channel can be had for now. It is tried for as long as the incident is open. */
  'channel.missing': z.object({ why: z.string() }),
  /** From the start of the clock. `reopens`: whoever reopened it has it by that. */
  'incident.acknowledged': z.object({ tookMs: z.number(), reopens: z.literal(true).optional() }),
  'triage.recorded': triageSchema,
  /** A person suspects a breach, or does so no longer. `watchers`: the channel of those who handle security. */
  'security.flagged': z.object({ suspected: z.boolean(), watchers: z.string().optional() }),
  /** §2.2: a proposal with its reasons. It never applies itself. */
  'severity.assessed': z.object({
    current: severity,
    proposed: severity,
    rules: z.array(
      z.object({
        factor: z.string(),
        title: z.string(),
        test: z.string(),
        input: z.string(),
        verdict: z.enum(['met', 'not-met', 'unknown']),
        severity,
        addition: z.string().optional(),
      }),
    ),
    /** Factors that could have asked for more, had they been told. */
    unknown: z.array(z.string()),
    /** Held up by what could not be told. */
    kept: z.boolean(),
    /** What people answered brought it about, not a run of the probes. */
    after: z.literal('triage').optional(),
  }),
  /** A person has looked at the proposal and stays with this severity. */
  'severity.confirmed': z.object({ severity }),
  'severity.changed': z.object({
    from: severity,
    to: severity,
    reason: z.string(),
    updateEveryMs: z.number(),
    respondWithinMs: z.number(),
    /** The pager is told from now on. */
    paging: z.boolean().optional(),
    /** The pager knows of it, at a lower severity. */
    raises: z.literal(true).optional(),
  }),
  'status.changed': z.object({ from: status, to: status }),
  /** `assumed`: nobody has chosen them; whoever acknowledges takes their place. */
  'role.assigned': z.object({
    role: z.enum(responderRoles),
    user,
    from: user.optional(),
    assumed: z.literal(true).optional(),
  }),
  'note.added': z.object({ text: z.string() }),
  'update.posted': z.object({
    text: z.string(),
    nothingNew: z.boolean(),
    /** Channels of the playbook that are told too, by their names. */
    audiences: z.array(z.string()).optional(),
  }),
  /** An update is due soon or overdue: who is reminded, and who hears that it was missed. */
  'update.reminded': z.object({
    nudge: z.number(),
    dueAt: z.number(),
    to: user,
    raised: z.array(user),
    overdue: z.boolean(),
    /** The reminders before this one, which it takes the place of. */
    replaces: z.array(z.object({ channel: z.string(), ts: z.string() })),
  }),
  'update.nudged': z.object({
    nudge: z.number(),
    user,
    channel: z.string(),
    ts: z.string(),
    effect,
  }),
  'reminder.snoozed': z.object({ mode: z.enum(['until', 'off', 'on']), until: z.number().optional() }),
  /** A level of the matrix has come due (or was asked for): the intent, before anybody is told. */
  'escalation.due': z.object({
    level: z.string(),
    severity,
    /** Milliseconds since the clocks started. */
    afterMs: z.number(),
    dueAt: z.number(),
    reason: z.enum(['policy', 'unanswered', 'asked']),
    repeat: z.number(),
    targets: z.array(z.object({ role: z.string(), user })),
    /** Roles that nobody can be found for. */
    unreached: z.array(z.string()),
    /** Roles whose people could not all be read; they are told when they are known. */
    unread: z.array(z.string()).optional(),
    /** Only those who could not be read before. */
    completes: z.literal(true).optional(),
    roles: z.array(z.string()),
    words: z.string().optional(),
    /** Who asked for them by hand, where they are asked again. */
    askedBy: user.optional(),
  }),
  /** Slack has accepted the ping. `lateMs` counts from `dueAt`. */
  'escalation.pinged': z.object({
    level: z.string(),
    role: z.string(),
    user,
    repeat: z.number(),
    lateMs: z.number(),
    channel: z.string(),
    ts: z.string(),
    effect,
  }),
  'escalation.late': z.object({ people: z.array(user), since: z.number() }),
  'escalation.failed': z.object({
    level: z.string(),
    role: z.string(),
    user: user.optional(),
    why: z.string(),
    effect,
  }),
  'escalation.announced': z.object({ level: z.string(), ts: z.string(), effect }),
  'escalation.warned': z.object({
    level: z.string(),
    dueAt: z.number(),
    to: user,
    roles: z.array(z.string()),
    /** Titles of what it opens to be done by hand. */
    steps: z.array(z.string()).optional(),
  }),
  'escalation.held': z.object({ level: z.string(), until: z.number(), reason: z.string() }),
  'escalation.acknowledged': z.object({ level: z.string() }),
  'follow-up.planned': z.object({
    report: z.enum(['automatic', 'offered', 'none']),
    reportWithinMs: z.number().optional(),
    /** Somebody is reminded where there is no report by then. */
    reportDueAt: z.number().optional(),
    meeting: z.object({ at: z.number(), remindMs: z.number(), invite: z.array(z.string()) }).optional(),
    monitoring: z.object({ until: z.number(), everyMs: z.number() }).optional(),
    /** Each happens only when somebody asks for it. */
    offered: z.array(z.enum(followUpKinds)).optional(),
    /** The message of the end says it: nothing else is posted of it. */
    saidAtEnd: z.boolean().optional(),
  }),
  /** The preliminary report was not there in time. */
  'report.reminded': z.object({ dueAt: z.number(), to: user.optional(), effect }),
  'meeting.invited': z.object({
    at: z.number(),
    invited: z.number(),
    /** Those who are told of it directly. */
    people: z.array(user).optional(),
    /** 0 for the first invitation; a later one takes its place in calendars. */
    sequence: z.number().optional(),
    link: z.string().optional(),
    effect,
  }),
  'meeting.reminded': z.object({ at: z.number() }),
  'monitoring.due': z.object({ until: z.number() }),
  'monitoring.checked': z.object({
    healthy: z.boolean(),
    flipped: z.boolean(),
    rows: z.array(findingSchema),
    effect,
  }),
  'page.triggered': z.object({ effect }),
  'page.acknowledged': z.object({ effect, elsewhere: z.string().optional() }),
  'page.resolved': z.object({ effect, elsewhere: z.string().optional() }),
  /** Another alert for the same service, from outside. */
  'alert.joined': z.object({
    title: z.string(),
    service: z.string(),
    at: z.number(),
    link: z.string().optional(),
  }),
  /** The playbook wants people to decide whether the public is told. */
  'statuspage.asked': z.object({}),
  /** The end has come, and the public still reads that it goes on. */
  'statuspage.outdated': z.object({ status }),
  'statuspage.reminded': z.object({ status, to: user }),
  /** Approved by whoever may: what the public will read. */
  'statuspage.requested': z.object({
    status,
    body: z.string(),
    name: z.string(),
    impact: z.string().optional(),
    components: z.array(z.string()),
    eta: z.number().optional(),
    /** The severity was raised: the words stay, and the impact follows. */
    raised: z.literal(true).optional(),
  }),
  'statuspage.updated': z.object({
    status,
    body: z.string(),
    page: z.string(),
    link: z.string().optional(),
    /** To what the impact was raised. */
    raisedTo: z.string().optional(),
    /** The page said something else than what we had last put there. */
    elsewhere: z.object({ status: z.string(), body: z.string() }).optional(),
    effect,
  }),
  'customers.notified': z.object({
    request: z.string(),
    audience: z.string(),
    text: z.string(),
    recipients: z.number(),
    delivered: z.number(),
    failed: z.number(),
  }),
  'canvas.made': z.object({ canvas: z.string(), effect }),
  'message.promoted': z.object({ message: z.string(), author: user, at: z.number(), text: z.string() }),
  /** How many messages stood beside the log at an export, and their digest. */
  'timeline.sealed': z.object({ messages: z.number(), digest: z.string() }),
  'rca.recorded': z.object({ rca: rcaSchema }),
  'action-item.opened': z.object({
    item: z.string(),
    title: z.string(),
    owner: user.optional(),
    dueAt: z.number().optional(),
    priority: z.enum(priorities),
  }),
  'action-item.nudged': z.object({ item: z.string(), title: z.string(), to: z.array(user) }),
  'action-item.done': z.object({ item: z.string(), title: z.string() }),
  'postmortem.signed-off': z.object({ role: z.string() }),
  'sign-off.reminded': z.object({ to: z.array(user) }),
  'marker.set': z.object({ marker: z.enum(markers), at: z.number() }),
  'diagnostics.requested': z.object({
    run: z.string(),
    scheduled: z.boolean().optional(),
    /** The batch of actions whose end brought it about. */
    after: z.string().optional(),
  }),
  'diagnostics.completed': z.object({
    run: z.string(),
    findings: z.array(findingSchema),
    tookMs: z.number(),
    message: z.string().optional(),
    /** Probes of a scheduled run whose verdict is another one than before. */
    flips: z.array(z.object({ key: z.string(), from: verdict })).optional(),
    effect,
  }),
  'investigation.requested': z.object({ run: z.string(), parts: z.array(z.string()) }),
  /** What each part found, in lines for people and as facts; a part that failed says why. */
  'investigation.collected': z.object({
    run: z.string(),
    parts: z.array(
      z.object({
        part: z.string(),
        title: z.string(),
        failed: z.string().optional(),
        lines: z.array(z.string()),
        facts: json,
        tookMs: z.number(),
      }),
    ),
    files: z.array(z.object({ name: z.string(), sha256: z.string(), link: z.string().optional() })),
    tookMs: z.number(),
    effect,
  }),
  'action.requested': z.object({
    ...action,
    /** Whoever asked hears of its end; what an earlier version asked for stays as it was. */
    tellsAsker: z.literal(true).optional(),
    /** Requests asked for together share a batch; one approval answers them all. */
    batch: z.string(),
    step: z.number(),
    /** Key of the action in the playbook, its title, and what the checklist says of order. */
    action: z.string(),
    title: z.string(),
    wait: z.boolean(),
    onFailure: z.enum(['continue', 'stop']),
    params: json,
    binds: json,
    hash: z.string(),
    shows: z.array(previewRowSchema),
    /** What changes, in a few words. */
    brief: z.string().optional(),
    undo: z.string(),
    risk: z.enum(['low', 'high', 'irreversible']),
    check: z.string(),
    needs: z.object({
      count: z.number(),
      roles: z.array(z.string()),
      people: z.array(user),
      /** Told at that moment, if nobody has answered by then. */
      later: z.object({ at: z.number(), people: z.array(user) }).optional(),
    }),
    /** What an approver must type. */
    typed: z.string().optional(),
    expiresAt: z.number(),
    verifyWithinMs: z.number(),
    /** How old an approval may be when it is executed on. */
    validMs: z.number().optional(),
    undoes: z.string().optional(),
  }),
  /** Nobody answered yet: more approvers are told. */
  'action.reminded': z.object({ ...action, people: z.array(user) }),
  'action.approved': z.object({
    ...action,
    hash: z.string(),
    enough: z.boolean(),
    roles: z.array(z.string()),
    breakGlass: z.boolean(),
  }),
  'action.rejected': z.object({ ...action, reason: z.string() }),
  'action.expired': z.object(action),
  'action.voided': z.object({
    ...action,
    why: z.string(),
    was: z.array(previewRowSchema),
    is: z.array(previewRowSchema),
    effect,
  }),
  'action.started': z.object({
    ...action,
    before: json,
    executeWithinMs: z.number(),
    /** What changes and its way back, as read at that moment. */
    brief: z.string().optional(),
    undo: z.string().optional(),
  }),
  'action.accepted': z.object({ ...action, receipt: json, lookAt: z.number(), effect }),
  'action.looked': z.object({
    ...action,
    progress: z.string(),
    done: z.number().optional(),
    /** Absent = nobody looks again: only a person can tell. */
    lookAt: z.number().optional(),
    effect,
  }),
  'action.succeeded': z.object({ ...action, detail: z.string(), effect }),
  'action.failed': z.object({ ...action, detail: z.string(), next: z.string().optional(), effect }),
  'action.unknown': z.object({ ...action, detail: z.string(), lookAt: z.number(), effect }),
  /** A person has said what became of an action whose outcome nobody else could tell. */
  'action.settled': z.object({ ...action, happened: z.boolean(), saw: z.string() }),
  'action.undone': z.object({ ...action, undoes: z.string() }),
  'break-glass.used': z.object({
    batch: z.string(),
    requests: z.array(z.string()),
    reason: z.string(),
    /** The channel of those who watch over it, where the playbook names one. */
    watchers: z.string().optional(),
  }),
  /** A step that only people can do was opened; `people` hold it. */
  'checklist.opened': z.object({
    item: z.string(),
    key: z.string(),
    title: z.string(),
    text: z.string().optional(),
    owner: z.string().optional(),
    people: z.array(user),
    contact: z
      .object({ name: z.string(), phone: z.string().optional(), email: z.string().optional() })
      .optional(),
    /** Its people are asked directly. */
    asks: z.literal(true).optional(),
  }),
  'checklist.done': z.object({ item: z.string(), title: z.string(), needed: z.literal(false).optional() }),
  'validation.requested': z.object({}),
  /** Not well yet: looked at again at `nextAt`. */
  'recovery.tried': z.object({
    attempt: z.number(),
    rows: z.array(gateRowSchema),
    nextAt: z.number(),
    effect,
  }),
  'recovery.due': z.object({ attempt: z.number() }),
  'recovery.validated': z.object({
    passed: z.boolean(),
    rows: z.array(gateRowSchema),
    for: z.string().optional(),
    effect,
  }),
  'resolve.requested': z.object({ summary: z.string() }),
  /** Somebody wants to resolve without passed checks: a second person must say so too. */
  'override.requested': z.object({ reason: z.string(), ...asksSomebody }),
  'override.confirmed': z.object({ reason: z.string(), askedBy: user }),
  /** Nobody confirmed it in time, or the severity changed. */
  'override.voided': z.object({ why: z.string(), askedBy: user }),
  /** Somebody wants to cancel while probes fail: a second person must say so too. */
  'cancel.requested': z.object({ reason: z.string(), failing: z.array(z.string()), ...asksSomebody }),
  'cancel.voided': z.object({ why: z.string(), askedBy: user }),
  'incident.resolved': z.object({
    summary: z.string(),
    /** Channels that were told of the incident, and are told of its end. */
    audiences: z.array(z.string()).optional(),
    override: z.string().optional(),
    /** Who asked for the override that a second person confirmed. */
    askedBy: user.optional(),
    /** Messages that asked people for something lose their buttons. */
    retires: z.literal(true).optional(),
  }),
  /** `restarts`: the response clock runs again, and the pager is asked again where it was. */
  'incident.reopened': z.object({
    reason: z.string(),
    restarts: z.literal(true).optional(),
    audiences: z.array(z.string()).optional(),
  }),
  'incident.cancelled': z.object({
    reason: z.string(),
    audiences: z.array(z.string()).optional(),
    /** Who asked for it, where a second person confirmed. */
    askedBy: user.optional(),
    /** Probes that failed at that time, by title. */
    failing: z.array(z.string()).optional(),
    retires: z.literal(true).optional(),
  }),
  'report.requested': z.object({ for: z.enum(['resolve', 'person', 'cancel']) }),
  'report.exported': z.object({
    files: z.array(z.object({ name: z.string(), sha256: z.string(), link: z.string().optional() })),
    /** It is put on a canvas too. */
    canvas: z.boolean().optional(),
    events: z.number(),
    head: z.string(),
    effect,
  }),
  /** A message that is edited in place was brought up to date with event `of`. */
  'surface.rendered': z.object({
    surface: z.string(),
    of: z.number(),
    channel: z.string().optional(),
    ts: z.string().optional(),
    digest: z.string().optional(),
  }),
  /** An effect without a public outcome of its own came to its end. */
  'effect.settled': z.object({
    effect: z.string(),
    name: z.string(),
    outcome: z.enum(['done', 'failed', 'skipped']),
    detail: z.string().optional(),
    /** What a person should hear about a failure, and do. */
    tell: z.string().optional(),
    channel: z.string().optional(),
    ts: z.string().optional(),
  }),
} as const

export type EventType = keyof typeof eventSchemas
export type EventData<T extends EventType> = z.infer<(typeof eventSchemas)[T]>

/** What a decision answers: the envelope is put around it when it is appended. */
export type NewEvent = { [T in EventType]: { type: T; data: EventData<T>; by?: string } }[EventType]

/** One line of the log. `at` is milliseconds of Redis' time; `prev` and `hash` chain the lines. */
export type Envelope<T extends string, D> = {
  v: number
  id: string
  seq: number
  type: T
  at: number
  by: string
  via: string
  cause: string
  data: D
  prev: string
  hash: string
}
export type IncidentEvent = { [T in EventType]: Envelope<T, EventData<T>> }[EventType]
/** An event of a later version: kept, counted, and otherwise ignored. */
export type UnknownEvent = Envelope<string, unknown>

/** Makes a typed event; keeps the union narrow at the call. */
export function event<T extends EventType>(type: T, data: EventData<T>, by?: string): NewEvent {
  return { type, data, ...(by === undefined ? {} : { by }) } as NewEvent
}

export function isKnown(e: UnknownEvent): e is IncidentEvent {
  return Object.hasOwn(eventSchemas, e.type)
}
