// The state in one place: long, and read by looking up a field.

import type { FindingRow, GateRow, PreviewRow, Triage } from './events.ts'
import type { ActionItem } from './learning/action-items.ts'
import type { Rca } from './learning/rca.ts'
import type { Item } from './manual-steps/items.ts'
import type {
  CallAnswer,
  FollowUpKind,
  Json,
  Marker,
  ResponderRole,
  Severity,
  Status,
} from './model/words.ts'

/** Raised when the shape below changes: an older snapshot is then replayed from the log. */
export const stateVersion = 9

export type RequestStatus =
  | 'requested'
  | 'approved'
  | 'rejected'
  | 'expired'
  | 'voided'
  | 'started'
  | 'accepted'
  | 'succeeded'
  | 'failed'
  | 'unknown'

/** One production action, from the request to its outcome. Times are milliseconds since the epoch. */
export type ActionRequest = {
  id: string
  batch: string
  step: number
  kind: string
  target: string
  /** Key of the action in the playbook. */
  action: string
  title: string
  params: Json
  hash: string
  wait: boolean
  onFailure: 'continue' | 'stop'
  needs: {
    count: number
    roles: string[]
    people: string[]
    later?: { at: number; people: string[] } | undefined
  }
  typed?: string | undefined
  shows: PreviewRow[]
  tellsAsker?: true | undefined
  /** What changes, in a few words. */
  brief?: string | undefined
  undo: string
  check: string
  risk: 'low' | 'high' | 'irreversible'
  by: string
  at: number
  expiresAt: number
  verifyWithinMs: number
  /** How old an approval may be when it is executed on. */
  validMs: number
  status: RequestStatus
  /** `hash`: the preview that this person saw. */
  approvals: { by: string; at: number; breakGlass: boolean; hash: string }[]
  /** The state the last approver saw: what execution compares with. */
  approvedHash?: string
  approvedSeq?: number
  startedSeq?: number
  startedAt?: number
  executeWithinMs?: number
  before?: Json
  receipt?: Json
  acceptedAt?: number
  lookAt?: number
  looks: number
  progress?: string
  done?: number
  detail?: string
  next?: string
  endedAt?: number
  /** Who rejected it. */
  endedBy?: string
  /** What was there instead of what had been approved. */
  found?: PreviewRow[]
  undoes?: string
  undoneBy?: string
  /** A person has said what became of it. */
  settled?: { by: string; at: number; happened: boolean }
}

/** Ending an incident whose checks do not pass: it waits for a second person, until a time. */
export type AskedEnd = { by: string; reason: string; seq: number; until: number }

/** A message that is edited in place until what it shows is current. */
export type Surface = {
  wanted: number
  rendered: number
  channel?: string
  ts?: string
  digest?: string
  failed?: true
}

export type BatchCheck = { before: number; run?: string; of?: number; failing?: number; unknown?: number }

export type QueueName = 'pings' | 'effects' | 'actions'
/** `at`: when it was caused, kept where being late matters. */
export type PendingEffect = { name: string; queue: QueueName; seq: number; arg?: string; at?: number }

/** A level that came due. Times are milliseconds since the epoch. */
export type Fired = {
  at: number
  lastAt: number
  repeats: number
  /** How many were to be told. */
  people: number
  roles: string[]
  users: string[]
  /** Roles whose people could not all be read yet. */
  unread?: string[]
  answered?: { by: string; at: number }
  /** The ping in the incident's channel: repeats go into its thread. */
  ts?: string
  /** Asked for by hand: by whom, and with which words. */
  asked?: { by: string; words: string }
}
/** The reminders of updates since the last one. */
export type Cadence = {
  nudges: number
  nudgedAt?: number
  snoozedUntil?: number
  off?: true
  /** Those whom Slack does not reach: said once. */
  unreached?: string[]
  /** The reminders that people have before them now; replaced by the next one. */
  posts: { channel: string; ts: string }[]
}
export type FollowUps = {
  monitoring?: { nextAt: number; until: number; everyMs: number; failing: boolean }
  meeting?: { at: number; remindMs: number; reminded?: true }
  /** The report that is owed, and the event that says so. */
  report?: { dueAt: number; seq: number }
  /** What happens only when somebody asks for it. */
  offered?: FollowUpKind[]
}
/** The last invitation to a review. `off`: the event that called it off. */
export type Review = { at: number; sequence: number; people: string[]; off?: number }

/** An incident as far as decisions and its panel need it; the log has the rest. */
export type Incident = {
  stateVersion: number
  id: string
  /** The seq, time and hash of the last event. */
  version: number
  lastAt: number
  head: string
  title: string
  severity: Severity
  unsure: boolean
  /** A person has looked at the evidence and stays with it. */
  confirmed?: Severity
  service?: string
  visibility: 'public' | 'private'
  mode: 'live' | 'drill'
  playbook: string
  origin: { channel: string; message?: string }
  wants: 'new' | { here: string }
  channelName: string
  channel?: { id: string; name: string }
  channelAt?: number
  /** Its turning points are replied to the announcement. */
  repliesToAnnouncement?: true
  /** Channels of the playbook that were told of it by an update. */
  told?: string[]
  /** Why it is run elsewhere than was wanted. */
  instead?: string
  /** Why there was no channel when people had waited for one. */
  noChannel?: { why: string; at: number }
  emergencyChannel: string
  warRoom?: string
  invite: string[]
  onCall: string[]
  declaredBy: string
  declaredAt: number
  respondWithinMs: number
  acknowledged?: { by: string; at: number }
  /** The very first time, for the report: a reopened incident is to be acknowledged again. */
  firstAcknowledged?: { by: string; at: number }
  status: Status
  ended?: { how: 'resolved' | 'cancelled'; at: number; by: string; summary: string }
  /** The message of the end, once it is there: what follows stands in its thread. */
  endPost?: { seq: number; ts?: string }
  closing?: { summary: string; by: string; cause: number }
  triage: Triage
  /** The most that any run of the probes measured. */
  customersAffected?: number
  customersTold?: true
  canCall: CallAnswer
  roles: Partial<Record<ResponderRole, string>>
  /** The commander is who is on call first, by nobody's choice. */
  commanderAssumed?: true
  /** Who handed command to the commander; absent where they took it themselves. */
  commandFrom?: string
  /** The gravest severity since the clocks started: lowering it takes no safeguard away. */
  gravest: Severity
  updateEveryMs: number
  /** When the clocks started: the declare, or the last reopening, which is a new epoch. */
  clock: { from: number; epoch: number }
  /** Levels told, by their key; kept through changes of severity, so that none is told twice. */
  escalations: Record<string, Fired>
  /** Levels held back: until when, by whom. */
  holds: Record<string, { until: number; by: string }>
  /** Levels of which the commander was warned, with the time at which they were due then. */
  warned: Record<string, number>
  cadence: Cadence
  followUps?: FollowUps
  /** Kept through a reopening: the next invitation takes its place. */
  review?: Review
  update?: { text: string; at: number; by: string }
  diagnostics?: {
    run: string
    running: boolean
    /** The run has no message: the schedule or the end of a batch asked for it. */
    quiet?: true
    findings: FindingRow[]
    tookMs?: number
    /** When the last run ended. */
    at: number
    /** The last message with every finding. */
    ts?: string
  }
  /** A batch of actions that has ended: the probes run once because of it. */
  checkAfter?: string
  /** By batch: how many probes failed before it ran, and what the run after it found. */
  checks?: Record<string, BatchCheck>
  investigation?: { run: string; running: boolean }
  /** The recovery gate while it is under way; `nextAt`: when what is not well is looked at again. */
  gate?: { by: string; attempt: number; rows: GateRow[]; cause: number; nextAt?: number }
  /** Asked for, and waiting for a second person. */
  override?: AskedEnd
  cancelling?: AskedEnd & { failing: string[] }
  /** The last proposal; its reasons are in event `seq`. */
  assessment?: { proposed: Severity; at: number; seq: number }
  recovery?: { passed: boolean; at: number; rows: GateRow[] }
  /** What the pager failed with last, by effect: the same is not said twice. */
  unheard?: Record<string, string>
  paging?: 'asked' | 'triggered' | 'acknowledged' | 'resolved'
  /** What the public reads. `page`: its id there, once it is there. */
  statusPage?: {
    status: Status
    body: string
    at: number
    page?: string
    link?: string
    shown?: { status: Status; body: string }
  }
  /** Since when the public has been reading what is over, and how often somebody was reminded. */
  publicWait?: { from: number; times: number }
  /** The last estimate of the end that was given to the public. */
  eta?: number
  markers: Partial<Record<Marker, number>>
  requests: Record<string, ActionRequest>
  /** Steps done by hand, in the order in which they came up. */
  items: Record<string, Item>
  surfaces: Record<string, Surface>
  pending: Record<string, PendingEffect>
  reports: number
  /** The last report's, where Slack gave links. */
  reportFiles?: { name: string; link: string }[]
  rca?: Rca
  rcaSeq?: number
  actionItems: Record<string, ActionItem>
  /** A canvas was asked for. */
  canvas?: true
  signedOff?: { by: string; at: number }
  signOffAskedAt?: number
}

export function isOpen(incident: Incident): boolean {
  return incident.ended === undefined
}

/** Requests of one batch in the order of their steps. */
export function batchOf(incident: Incident, batch: string): ActionRequest[] {
  return Object.values(incident.requests)
    .filter(r => r.batch === batch)
    .sort((a, b) => a.step - b.step)
}

/** Nothing has been sent to production yet, and may still be. */
export function isUnstarted(request: ActionRequest): boolean {
  return request.status === 'requested' || request.status === 'approved'
}

/** Neither under way nor done: it may be asked for on a fresh preview. */
export function canAskAgain(request: ActionRequest): boolean {
  return isUnstarted(request) || ['rejected', 'expired', 'voided', 'failed'].includes(request.status)
}

/** Requests that keep others from their target. */
export function listLocks(incident: Incident): ActionRequest[] {
  return Object.values(incident.requests).filter(r => ['started', 'accepted', 'unknown'].includes(r.status))
}

/** Nobody looks any more: only a person can tell. */
export function waitsForPerson(request: ActionRequest): boolean {
  return request.status === 'unknown' && request.lookAt === undefined
}

export function hasEnded(request: ActionRequest): boolean {
  return ['rejected', 'expired', 'voided', 'succeeded', 'failed'].includes(request.status)
}

/** Changes that stand in production and have a way back. */
export function standingChanges(incident: Incident): ActionRequest[] {
  return Object.values(incident.requests).filter(
    r =>
      r.status === 'succeeded' &&
      r.risk !== 'irreversible' &&
      r.undoneBy === undefined &&
      r.undoes === undefined,
  )
}
