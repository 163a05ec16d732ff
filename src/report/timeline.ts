import { duration, type Names, readTyped, resolveTokens } from '../blocks/index.ts'
import type { IncidentEvent, UnknownEvent } from '../incident/events.ts'
import { isKnown } from '../incident/events.ts'

export type TimelineLine = { at: number; by: string; text: string }
type Say<T extends IncidentEvent['type']> = (
  d: Extract<IncidentEvent, { type: T }>['data'],
  n: (user: string) => string,
) => string

/** One sentence an event; an event without one here is bookkeeping and stays out of the story. */
const sentences: { [T in IncidentEvent['type']]?: Say<T> } = {
  'incident.declared': d => `Declared as ${d.severity}${d.unsure ? ' (not sure)' : ''}: ${d.title}`,
  'channel.opened': (d, n) =>
    d.invitedBy === undefined
      ? `Channel #${d.name} opened${d.instead === undefined ? '' : `, because ${d.instead}`}`
      : `${n(d.invitedBy)} brought Pitcrew into #${d.name}, which is the incident's channel now`,
  'channel.missing': d => `No channel could be opened yet: ${d.why}`,
  'incident.acknowledged': d =>
    d.tookMs === 0 ? 'Acknowledged with the declaration' : `Acknowledged after ${duration(d.tookMs)}`,
  'triage.recorded': d =>
    `Triage: ${Object.entries(d)
      .map(([k, v]) => `${triageWord[k] ?? k} ${triageValue(k, v)}`)
      .join('; ')}`,
  'severity.changed': d => `Severity ${d.from} → ${d.to}: ${d.reason}`,
  'status.changed': d => `Status ${d.from} → ${d.to}`,
  'role.assigned': (d, n) =>
    `${n(d.user)} is ${d.role}${d.from === undefined ? '' : ` (before: ${n(d.from)})`}`,
  'note.added': d => `Note: ${d.text}`,
  'update.posted': d => `Update: ${d.text}`,
  'marker.set': d => `Marked ${d.marker} at ${isoMinute(d.at)}`,
  'diagnostics.requested': () => 'Diagnostics started',
  'diagnostics.completed': d => {
    const bad = d.findings.filter(f => f.verdict !== 'healthy').map(f => `${f.title}: ${f.detail}`)
    return `Diagnostics: ${d.findings.length - bad.length} of ${d.findings.length} healthy${bad.length === 0 ? '' : `; ${bad.join('; ')}`}`
  },
  'severity.assessed': d =>
    `Evidence suggests ${d.proposed}${d.kept ? ' (held by what could not be told)' : ''}: ${
      d.rules
        .filter(r => r.verdict === 'met')
        .map(r => `${r.title}: ${r.input}`)
        .join('; ') || 'no rule asks for more'
    }`,
  'severity.confirmed': d => `Stays at ${d.severity}`,
  'investigation.requested': () => 'Investigation started',
  'investigation.collected': d =>
    `Investigated: ${d.parts.map(p => `${p.title}: ${p.failed === undefined ? (p.lines[0]?.replaceAll(/⟦(\d+)⟧/g, (_, ms: string) => isoMinute(Number(ms))) ?? '') : `could not tell (${p.failed})`}`).join('; ')}`,
  'validation.requested': () => 'Recovery check asked for',
  'recovery.tried': d => `Recovery checked, attempt ${d.attempt}: not well yet`,
  'override.requested': d => `Wants to resolve without passed checks: ${d.reason}`,
  'override.confirmed': (d, n) => `Confirmed for ${n(d.askedBy)}: resolve without passed checks`,
  'override.voided': d => `Resolving without passed checks was not confirmed: ${d.why}`,
  'cancel.requested': d => `Wants to cancel while probes fail (${d.failing.join(', ')}): ${d.reason}`,
  'cancel.voided': d => `Cancelling was not confirmed: ${d.why}`,
  'page.triggered': () => 'Paged',
  'page.acknowledged': d =>
    `Acknowledged in the pager${d.elsewhere === undefined ? '' : ` by ${d.elsewhere}`}`,
  'page.resolved': d => `Resolved in the pager${d.elsewhere === undefined ? '' : ` by ${d.elsewhere}`}`,
  'alert.joined': d => `One more alert of ${d.service}: ${d.title}`,
  'statuspage.requested': d => `Approved for the public (${d.status}): ${d.body}`,
  'statuspage.outdated': d => `The public still read “${d.status}”`,
  'statuspage.updated': d => `Status page (${d.status}): ${d.body}`,
  'customers.notified': d => `Customers told (${d.audience}): ${d.delivered} of ${d.recipients} reached`,
  'message.promoted': (d, n) => `${n(d.author)} said (${isoMinute(d.at)}): ${d.text}`,
  'rca.recorded': () => 'Root cause analysis written down',
  'action-item.opened': (d, n) =>
    `Action item: ${d.title}${d.owner === undefined ? '' : ` (${n(d.owner)})`}, ${d.priority}`,
  'action-item.done': d => `Action item done: ${d.title}`,
  'postmortem.signed-off': () => 'Post-mortem signed off',
  'action.requested': d => `Asked for: ${d.title} on ${d.target}`,
  'action.approved': d => `Approved${d.breakGlass ? ' alone (break-glass)' : ''}: ${d.kind} on ${d.target}`,
  'action.rejected': d => `Rejected: ${d.kind} on ${d.target} (${d.reason})`,
  'action.expired': d => `Request expired: ${d.kind} on ${d.target}`,
  'action.voided': d => `Not run: ${d.kind} on ${d.target} (${d.why})`,
  'action.started': d => `Started: ${d.kind} on ${d.target}`,
  'action.succeeded': d => `Succeeded: ${d.kind} on ${d.target} (${d.detail})`,
  'action.failed': d => `Failed: ${d.kind} on ${d.target} (${d.detail})`,
  'action.unknown': d => `Outcome not known: ${d.kind} on ${d.target} (${d.detail})`,
  'action.settled': d =>
    `A person looked: ${d.kind} on ${d.target} ${d.happened ? 'happened' : 'did not happen'} (${d.saw})`,
  'action.undone': d => `Undone: ${d.kind} on ${d.target}`,
  'break-glass.used': d => `Break-glass used: ${d.reason}`,
  'update.reminded': (d, n) =>
    `${d.overdue ? 'Update overdue' : 'Update due'}: ${n(d.to)} reminded${d.raised.length === 0 ? '' : `; told too: ${d.raised.map(n).join(', ')}`}`,
  'reminder.snoozed': d =>
    d.until === undefined ? `Reminders turned ${d.mode}` : `Reminders snoozed until ${isoMinute(d.until)}`,
  'escalation.due': (d, n) =>
    `Escalation (${d.reason}${d.repeat === 0 ? '' : ', again'}) after ${duration(d.afterMs)}: ${d.targets.map(t => n(t.user)).join(', ') || 'nobody new'}${d.words === undefined ? '' : ` (${d.words})`}`,
  'escalation.failed': (d, n) => `Could not be told: ${d.user === undefined ? d.role : n(d.user)} (${d.why})`,
  'escalation.late': (d, n) => `Late: ${d.people.map(n).join(', ')} not told yet`,
  'escalation.held': d => `Escalation held until ${isoMinute(d.until)}: ${d.reason}`,
  'escalation.acknowledged': () => 'Is on it',
  'checklist.opened': d => `By hand: ${d.title}${d.owner === undefined ? '' : ` (${d.owner})`}`,
  'checklist.done': d => `${d.needed === false ? 'Found not needed' : 'Done by hand'}: ${d.title}`,
  'follow-up.planned': d => {
    if (d.meeting !== undefined) return `Post-mortem planned for ${isoMinute(d.meeting.at)}`
    return d.monitoring === undefined
      ? 'Follow-up offered'
      : `Recovery checked until ${isoMinute(d.monitoring.until)}`
  },
  'report.reminded': (d, n) =>
    `Preliminary report overdue${d.to === undefined ? '' : `: ${n(d.to)} reminded`}`,
  'monitoring.checked': d => `Recovery checked: ${d.healthy ? 'well' : 'NOT well'}`,
  'recovery.validated': d =>
    d.passed
      ? 'Recovery checks passed'
      : `Recovery checks failed: ${d.rows
          .filter(r => r.verdict !== 'healthy')
          .map(r => r.title)
          .join(', ')}`,
  'incident.resolved': d =>
    `Resolved: ${d.summary}${d.override === undefined ? '' : ` (without passed checks: ${d.override})`}`,
  'incident.reopened': d => `Reopened: ${d.reason}`,
  'incident.cancelled': (d, n) =>
    `Cancelled: ${d.reason}${d.askedBy === undefined ? '' : ` (asked by ${n(d.askedBy)})`}${d.failing === undefined || d.failing.length === 0 ? '' : `; not well then: ${d.failing.join(', ')}`}`,
  'report.exported': d => `Report exported: ${d.files.map(f => f.name).join(', ')}`,
}

const triageWord: Record<string, string> = {
  canCall: 'customers can call:',
  what: 'what:',
  when: 'since',
  where: 'service:',
  region: 'region:',
  component: 'component:',
  customersAffected: 'customers affected:',
  impact: 'impact:',
  breach: 'security breach:',
}

function triageValue(key: string, value: unknown): string {
  if (key === 'when') return isoMinute(Number(value))
  if (key === 'breach') return value === true ? 'suspected' : 'not suspected any more'
  return String(value)
}

export function timelineLines(events: UnknownEvent[], names: Names): TimelineLine[] {
  const name = (user: string) => (user === 'pitcrew' ? 'Pitcrew' : (names[user] ?? user))
  return events.filter(isKnown).flatMap(e => {
    const say = sentences[e.type] as ((d: unknown, n: typeof name) => string) | undefined
    return say === undefined ? [] : [{ at: e.at, by: name(e.by), text: tell(e, say(e.data, name), names) }]
  })
}

/** A message that somebody put into the story is written as Slack stores it; all else as it was typed. */
const tell = (e: IncidentEvent, words: string, names: Names) =>
  e.type === 'message.promoted' ? readTyped(words, names) : resolveTokens(words, names)

/** 2025-01-20 14:32 UTC */
export function isoMinute(ms: number): string {
  const minute = Math.floor(ms / 60_000)
  if (minute !== last.minute) {
    last.minute = minute
    last.words = `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  }
  return last.words
}
/** A timeline asks for the same minute many times over. */
const last = { minute: Number.NaN, words: '' }
