// Every type that a compiled playbook has, in one place: long, and read by looking up a name.
import type { Json, Severity, Status, Step } from './model/words.ts'

/** The playbook, compiled: what the core decides by. Durations are milliseconds. */
export type Policy = {
  /** sha256 of the playbook's source; an open incident keeps its own. */
  hash: string
  company: string
  timezone: string
  warRoom?: string
  /** Slack channel names without `#`. */
  channels: { emergency: string; security?: string } & Record<string, string | undefined>
  people: Record<string, Person>
  roles: Record<string, Role>
  /** Role names: who is called first, and who stands behind them. */
  onCall: string[]
  services: Service[]
  regions: Service[]
  contacts: Contact[]
  toolbox: Tool[]
  severities: Record<Severity, SeverityPolicy>
  phases: Phase[]
  probes: ProbePlan[]
  actions: Record<string, ActionPlan>
  /** Checklist of containment per severity: playbook keys of `checklists`. */
  containment: Partial<Record<Severity, string>>
  /** Resolution patterns by name: playbook keys of `checklists`. */
  fixes: Record<string, string>
  rollback?: string
  checklists: Record<string, Checklist>
  /** Steps of checklists that only people can do. */
  manual: Record<string, ManualStep>
  /** What the company's own document does not name. */
  assumptions: Assumption[]
  /** What must stand in the environment of the bot. */
  needed: NeededValue[]
  assessment: AssessmentPolicy
  escalation: EscalationPolicy
  updates: UpdatePolicy
  /** What follows the end of an incident; absent = nothing. */
  afterwards: Partial<Record<Severity, Afterwards>>
  breakGlass: { roles: string[]; severities: Severity[]; reasons: string[] }
  recovery: RecoveryPolicy
  /** Absent = this company has no status page. */
  statusPage?: StatusPagePolicy
  /** The role that accepts post-mortems. */
  signOff?: string
  /** Absent = nobody is paged. */
  paging?: PagingPolicy
  /** What sentences may depend on, by name. */
  conditions: Record<string, Condition>
  /** Drafts by name, for people outside. */
  texts: Record<string, Sentence[]>
  /** How customers are told, by audience: the checklist, and in which severities it may be asked for. */
  customers: Record<string, { checklist: string; severities: Severity[] }>
  /** How often probes run again while an incident of this severity is open. */
  watch: Partial<Record<Severity, number>>
  investigation: InvestigationPolicy
}

export type Condition = { canCall: boolean; probes: string[]; gatePassed: boolean }
/** `if` and `unless` name a condition, or `eta`. */
export type Sentence = { say: string; if?: string; unless?: string }
export type StatusPagePolicy = {
  onDeclare: 'auto' | 'ask'
  severities: Severity[]
  /** The public's name of it: never the title that people gave it. */
  name: string
  impact: Partial<Record<Severity, string>>
  components: string[]
  /** Steps done by hand that come up with a status: keys of `manual`. */
  byHand: Partial<Record<Status, string[]>>
  drafts: Record<Status, Sentence[]>
}
export type PagingPolicy = {
  severities: Severity[]
  /** What an alert from outside does; the first that fits counts. */
  alerts: { services: string[]; urgency?: string; does: 'declare' | 'suggest'; severity: Severity }[]
}
/** `at`: a path in playbook.yml, with what stands there. */
export type Assumption = { at: string; about: string; value: string }
export type RecoveryPolicy = {
  checks: RecoveryCheck[]
  /** Severities in which ending without passed checks needs a second person. */
  secondPerson: Severity[]
  /** Roles whose holders may be that second person, and say what became of an action that has no approvers. */
  confirmedBy: string[]
  /** How long that may be confirmed. */
  overrideMs: number
}
/** A check of the gate (§5.1); one that is not required only warns. */
export type RecoveryCheck = ProbePlan & { required: boolean; attempts: number; everyMs: number }
export type ServiceSite = { title: string; region: string; cluster: string; service: string }
/** What an investigation reads (§4.1). */
export type InvestigationPolicy = {
  withinMs: number
  timeoutMs: number
  logs: { region: string; group: string; pattern: string }[]
  database: { slowerThanMs: number; top: number }
  services: ServiceSite[]
  /** Keys of probes whose timings belong to it. */
  dependencies: string[]
}
export type AssessmentPolicy = {
  factors: Factor[]
  rules: SeverityRule[]
  /** Where no rule is met. */
  otherwise: Severity
}
/** Something that rules ask: the named number of its probes, or else whether all of them are well. */
export type Factor = {
  key: string
  title: string
  probes: string[]
  /** The name of the evidence: the largest counts. */
  number?: string
  unit?: string
  /** What people answered counts too. */
  triage?: 'can-call' | 'customers-affected' | 'security-breach'
}
export type SeverityRule = {
  factor: string
  test: { is: boolean | 'unknown' } | { above: number } | { atLeast: number }
  severity: Severity
  /** Not in the company's own criteria: why it is there all the same. */
  addition?: string
}

/** Days as 0 (Sunday) to 6, minutes since midnight, in the playbook's time zone. */
export type WorkingHours = { days: number[]; fromMinutes: number; toMinutes: number }
export type EscalationPolicy = {
  levels: Record<Severity, EscalationLevel[]>
  workingHours?: WorkingHours
  /** How long a level may be held back, once. */
  holdMs: number
  /** A level that nobody answers is pinged again. */
  repeat: { everyMs: number; times: number }
}
/** One level of the matrix: who is told so long after the start, if the incident is still open. */
export type EscalationLevel = {
  afterMs: number
  roles: string[]
  /** Keys of `manual` that this level opens. */
  manual: string[]
  if: 'open' | 'unacknowledged'
  /** The commander is told so long before, and may hold it. */
  warnMs?: number
  workingHours: boolean
}
export type UpdatePolicy = {
  /** The nudge comes so long before the update is due. */
  leadMs: number
  /** How often an overdue one is repeated within one interval. */
  overduePerInterval: number
  /** After so many nudges without an update these roles hear of it too. */
  raiseAfter: number
  raiseTo: string[]
  /** Channels of the playbook that an update may be sent to as well. */
  audiences: string[]
  /** Those that are ticked beforehand. */
  usual: Partial<Record<Severity, string[]>>
  /** And those that a subject adds: a factor that does not hold, or the service it is about. */
  topics: { tell: string; factors: string[]; services: string[] }[]
}
export type Afterwards = {
  report: 'automatic' | 'offered'
  reportWithinMs: number
  meetingWithinMs?: number
  meetingRemindMs: number
  /** Roles invited beside the responders. */
  invite: string[]
  monitoring?: { forMs: number; everyMs: number }
  /** The checklist that collects data. */
  collect?: string
  /** The audience of customers that is written to, where they were affected. */
  followUp?: string
}

export type Person = {
  key: string
  name: string
  slack?: string
  email?: string
  phone?: string
  pagerduty?: string
}
/** Somebody outside the company. */
export type Contact = { name: string; note?: string; phone?: string; email?: string; url?: string }
/** A quick command: as a line for a terminal, and as a probe or the rollback where Pitcrew can do it. */
export type Tool = {
  key: string
  title: string
  shell: string
  probe?: string
  investigate?: string
  /** How far back `investigate` reads, where that is not what the playbook says of an investigation. */
  withinMs?: number
  rollback?: true
}
/** `schedule`: of the pager; who is on call by it is looked up. */
export type Role = { name: string; title: string; people: string[]; group?: string; schedule?: string }
export type Service = { key: string; name: string }
export type SeverityPolicy = {
  name: string
  means: string
  examples: string[]
  respondWithinMs: number
  updateEveryMs: number
}
export type Phase = { number: number; name: string; fromMs: number; toMs?: number; steps: Step[] }
export type ProbePlan = {
  key: string
  kind: string
  title: string
  params: Json
  timeoutMs: number
  /** The playbook marks it as an assumption: where it does not exist, it counts as not asked. */
  isAssumed?: boolean
}
export type ActionPlan = {
  key: string
  kind: string
  title: string
  params: Json
  approval: Approval
  verifyWithinMs: number
  /** The same by hand, for paper. */
  shell?: string
  /** Canonical text of this entry: part of what an approval binds to. */
  entry: string
}
export type Approval = {
  /** 0: the requester's own confirmation is enough. */
  count: number
  roles: string[]
  expiresMs: number
  /** How old an approval may be when it is executed on. */
  validMs: number
  /** The approver types the target's name. */
  typed: boolean
  /** Approvers who are told only after a while, where nobody has answered by then. */
  later?: { roles: string[]; afterMs: number; severities: Severity[] }
}
/** A value that the playbook names as `${env:NAME}`, and the places that need it. */
export type NeededValue = { name: string; at: string[] }
export type ManualStep = {
  key: string
  title: string
  /** To copy. */
  text?: string
  /** Key of `texts`, in place of a fixed text. */
  draft?: string
  /** Whose turn it is: a role of the playbook, or commander, communications, operations, scribe. */
  owner?: string
  /** Whoever does it speaks in public: a private incident leaves it out. */
  isPublic?: true
  contact?: { name: string; phone?: string; email?: string }
}
export type Checklist = {
  key: string
  title: string
  /** Keys of `actions` or `manual`. */
  steps: string[]
  /** Wait for each step's verification before the next one starts. */
  wait: boolean
  onFailure: 'continue' | 'stop'
  /** Probes whose findings stand above the previews. */
  checks: string[]
}
