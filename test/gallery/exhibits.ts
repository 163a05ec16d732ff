// One list of everything that can be shown: long, and read by looking up a name.
import { type HomeView, type Message, markDrill, safe, type View } from '../../src/blocks/index.ts'
import type { IncidentEvent } from '../../src/incident/events.ts'
import type { Incident } from '../../src/incident/state.ts'
import * as messages from '../../src/messages/index.ts'
import * as modals from '../../src/modals/index.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { findings, hostileIncident, incident, request, withRequest } from './incidents.ts'

export type Exhibit =
  | { name: string; kind: 'message'; view: Message }
  | { name: string; kind: 'modal'; view: View }
  | { name: string; kind: 'home'; view: HomeView }
/** File of the builder → what it builds from which fixture. */
type Hall<T> = Record<string, Record<string, () => T>>

/** The parts of an event that no message shows. */
const envelope = { v: 1, id: 'e1', seq: 40, via: 'command', cause: 'c', prev: '', hash: '' }
const policy = testPolicy()
const setting = { by: 'U0TOM', now: Date.UTC(2025, 0, 20, 14, 32), statusPageIsOn: true, pagerIsOn: true }
const hostile = hostileIncident()
const ended = incident({
  status: 'resolved',
  ended: { how: 'resolved', at: Date.UTC(2025, 0, 20, 14, 50), by: 'U0MAYA', summary: 'Restarted.' },
})
const review = { at: Date.UTC(2025, 0, 21, 10), sequence: 0, people: ['U0MAYA', 'U0VICTOR'] }
const following = {
  ...ended,
  review,
  followUps: {
    report: { dueAt: Date.UTC(2025, 0, 20, 16, 50), seq: 41 },
    meeting: { at: review.at, remindMs: 3_600_000 },
    monitoring: { nextAt: 0, until: Date.UTC(2025, 0, 21, 14, 50), everyMs: 3_600_000, failing: false },
  },
  reportFiles: ['preliminary.md', 'post-mortem.html', 'data.json'].map(name => ({
    name: `INC-20250120-143200-${name}`,
    link: `https://slack.example/files/${name}`,
  })),
}
const offering = {
  ...ended,
  severity: 'P3' as const,
  followUps: { offered: ['report' as const, 'meeting' as const, 'monitoring' as const] },
}
const inThis = { severity: 'P1', title: 'API down' } as const
const requestAt = (status: Parameters<typeof withRequest>[0]) => () =>
  messages.actionRequest(withRequest(status), 'b-1', { for: 'channel' }, policy)

const at14h47 = Date.UTC(2025, 0, 20, 14, 47)
const ofLevel = { level: '0/P1/900s', severity: 'P1', afterMs: 900_000, dueAt: at14h47 } as const
type EventOf<T extends IncidentEvent['type']> = Extract<IncidentEvent, { type: T }>
function due(over: Partial<EventOf<'escalation.due'>['data']> = {}): EventOf<'escalation.due'> {
  const roles = ['vp-engineering', 'customer-success-lead']
  const rest = { reason: 'policy' as const, repeat: 0, targets: [], unreached: [], roles }
  return {
    ...envelope,
    type: 'escalation.due',
    at: at14h47,
    by: 'U0MAYA',
    data: { ...ofLevel, ...rest, ...over },
  }
}
const invited = { at: review.at, invited: 2, sequence: 0, link: 'https://slack.example/files/x.ics' }
const warned: EventOf<'escalation.warned'> = {
  ...envelope,
  type: 'escalation.warned',
  at: at14h47,
  by: 'pitcrew',
  data: { level: '0/P1/1800s', dueAt: at14h47, to: 'U0MAYA', roles: ['ceo'] },
}
const posted: EventOf<'update.posted'> = {
  ...envelope,
  type: 'update.posted',
  at: at14h47,
  by: 'U0ANA',
  data: { text: 'About 240 customers cannot call.', nothingNew: false, audiences: ['leadership'] },
}
const assessed: EventOf<'severity.assessed'>['data'] = {
  current: 'P2',
  proposed: 'P1',
  rules: [
    {
      factor: 'a',
      title: 'service available',
      test: 'no',
      input: 'no: 2 of 3 unwell',
      verdict: 'met',
      severity: 'P1',
    },
    { factor: 'q', title: 'emergency queue', test: '> 10', input: '14', verdict: 'met', severity: 'P1' },
    {
      factor: 'c',
      title: 'customers affected',
      test: '> 1000',
      input: 'could not tell',
      verdict: 'unknown',
      severity: 'P1',
    },
    {
      factor: 'l',
      title: 'capacity lost',
      test: '> 50 %',
      input: '0 %',
      verdict: 'not-met',
      severity: 'P2',
      addition: 'an example',
    },
  ],
  unknown: ['customers affected'],
  kept: false,
}
const withItems = incident({
  actionItems: {
    a1: {
      id: 'a1',
      title: 'Raise the pool <!here>',
      owner: 'U0LEE',
      dueAt: at14h47,
      priority: 'high',
      by: 'U0MAYA',
      at: at14h47,
    },
    a2: {
      id: 'a2',
      title: 'Alarm on it',
      priority: 'low',
      by: 'U0MAYA',
      at: at14h47,
      done: { by: 'U0LEE', at: at14h47 },
    },
  },
})
const gateRows = findings.map((f, n) => ({
  ...f,
  required: n < 2,
  attempts: n === 0 ? 5 : 1,
  before: { verdict: 'unhealthy' as const, detail: 'HTTP 503' },
}))
const reminded = (overdue: boolean): EventOf<'update.reminded'> => ({
  ...envelope,
  type: 'update.reminded',
  at: at14h47,
  by: 'pitcrew',
  data: { nudge: overdue ? 2 : 0, dueAt: at14h47, to: 'U0ANA', raised: [], overdue, replaces: [] },
})

const checks = { 'b-1': { before: 7, run: 'd2', of: 17, failing: 0, unknown: 0 } }

const messageHall: Hall<Message> = {
  'action-request': {
    asked: requestAt('requested'),
    'asked, in a direct message': () =>
      messages.actionRequest(withRequest('requested'), 'b-1', { for: 'dm' }, policy),
    'nobody could approve': () =>
      messages.actionRequest(
        withRequest('requested', { needs: { count: 1, roles: ['sre-oncall'], people: [] } }),
        'b-1',
        { for: 'channel' },
        policy,
      ),
    'under way': requestAt('accepted'),
    done: requestAt('succeeded'),
    failed: requestAt('failed'),
    'not known': requestAt('unknown'),
    voided: requestAt('voided'),
    rejected: requestAt('rejected'),
    'approved, waiting for its turn': requestAt('approved'),
    expired: requestAt('expired'),
    'as long as can be': () => messages.actionRequest(hostile, 'b-1', { for: 'dm' }, policy),
  },
  'action-outcome': {
    'what whoever asked hears': () =>
      messages.requestOutcome(
        { ...withRequest('succeeded', { startedAt: at14h47 - 42_000, endedAt: at14h47 }), checks },
        'b-1',
        policy,
      ),
    'what whoever asked hears of an expired one': () =>
      messages.requestOutcome(withRequest('expired'), 'b-1', policy),
  },
  announcement: {
    open: () => messages.announcement(incident()),
    resolved: () => messages.announcement(ended),
    'as long as can be': () => messages.announcement(hostile),
  },
  checklist: {
    'one to do, one done': () =>
      messages.checklist(
        incident({
          items: {
            c1: {
              id: 'c1',
              key: 'social',
              title: 'Post on social media',
              text: 'We are resolving a technical issue.',
              owner: 'Communications Lead',
              people: ['U0ANA'],
              contact: { name: 'Press office', phone: '+44 20 7946 0000' },
              at: Date.UTC(2025, 0, 20, 14, 40),
            },
            c2: {
              id: 'c2',
              key: 'board',
              title: 'Tell the board',
              people: [],
              at: Date.UTC(2025, 0, 20, 14, 41),
              done: { by: 'U0MAYA', at: Date.UTC(2025, 0, 20, 14, 50) },
            },
          },
        }),
      ),
  },
  'action-items': {
    none: () => messages.actionItems(incident()),
    some: () => messages.actionItems(withItems),
    'of every incident': () => messages.allActionItems([withItems]),
  },
  'alert-suggestion': {
    one: () =>
      messages.alertSuggestion(
        { title: 'Latency is high', service: 'payments', at: at14h47, severity: 'P3' },
        'E1',
        'https://pd.example/E1',
      ),
  },
  comms: {
    'nothing yet': () => messages.comms(incident(), policy, []),
    'everybody told': () =>
      messages.comms(incident({ paging: 'acknowledged' }), policy, [
        posted,
        {
          ...envelope,
          type: 'statuspage.updated',
          at: at14h47,
          by: 'pitcrew',
          data: { status: 'identified', body: 'We have identified the issue.', page: 'sp1' },
        },
      ]),
  },
  contacts: { 'of the playbook': () => messages.contacts(policy) },
  diagnostics: {
    running: () =>
      messages.diagnostics([...findings.slice(0, 2), { key: 'x', title: 'Cache', running: true }], {
        done: false,
        tookMs: 400,
      }),
    done: () => messages.diagnostics(findings, { done: true, tookMs: 900, incident: 'INC-20250120-143200' }),
    'many of them': () =>
      messages.diagnostics(
        [
          ...findings,
          ...Array.from(
            { length: 12 },
            (_, n) => ({ ...findings[3], key: `w${n}`, title: `Probe ${n}` }) as (typeof findings)[number],
          ),
        ],
        { done: true, tookMs: 900, incident: 'INC-20250120-143200', assessed },
      ),
    'with a severity': () =>
      messages.diagnostics(findings, { done: true, tookMs: 900, incident: 'INC-20250120-143200', assessed }),
    'a severity that is held up': () =>
      messages.diagnostics(findings, {
        done: true,
        tookMs: 900,
        incident: 'INC-20250120-143200',
        assessed: { ...assessed, current: 'P2', proposed: 'P2', rules: [], kept: true },
      }),
    'as long as can be': () =>
      messages.diagnostics(hostile.diagnostics?.findings ?? [], { done: true, tookMs: 60_000 }),
  },
  investigation: {
    running: () =>
      messages.investigation([parts[0] ?? idle, idle], {
        done: false,
        tookMs: 900,
        incident: 'INC-20250120-143200',
      }),
    done: () => messages.investigation(parts, { done: true, tookMs: 4100, incident: 'INC-20250120-143200' }),
    'as long as can be': () =>
      messages.investigation(
        parts.map(p => ({ ...p, lines: Array.from({ length: 8 }, () => `<!channel> ${'x'.repeat(400)}`) })),
        { done: true, tookMs: 45_000, incident: 'INC-20250120-143200' },
      ),
  },
  escalation: {
    'a level': () => messages.escalationPing(incident(), policy, due(), ['U0VICTOR', 'U0SAM']),
    'nobody answered, and a role without a person': () =>
      messages.escalationPing(
        incident(),
        policy,
        due({ reason: 'unanswered', repeat: 1, unreached: ['ceo'], afterMs: 300_000 }),
        ['U0LEE'],
      ),
    'asked for': () =>
      messages.escalationPing(incident(), policy, due({ reason: 'asked', words: 'Please decide.' }), [
        'U0CAROL',
      ]),
    'the warning before': () => messages.escalationWarning(incident(), policy, warned),
    over: () =>
      messages.escalationOver(
        incident({ ended: { how: 'resolved', at: incident().lastAt, by: 'U0MAYA', summary: '' } }),
      ),
    'over, in the channel': () =>
      messages.escalationOver(
        incident({ ended: { how: 'cancelled', at: incident().lastAt, by: 'U0MAYA', summary: '' } }),
        due(),
      ),
    'as long as can be': () => messages.escalationPing(hostile, policy, due(), ['U0VICTOR']),
  },
  'audience-update': { one: () => messages.audienceUpdate(incident(), posted) },
  meeting: {
    invited: () => messages.meetingNews(following, news('meeting.invited', invited)),
    'invited again': () =>
      messages.meetingNews(following, news('meeting.invited', { ...invited, sequence: 1 })),
    near: () => messages.meetingNews(following, news('meeting.reminded', { at: review.at })),
    off: () => messages.meetingNews(incident({ review }), news('incident.reopened', { reason: 'Back.' })),
    'as long as can be': () => messages.meetingNews({ ...hostile, review }, news('meeting.invited', invited)),
  },
  'report-overdue': { one: () => messages.reportOverdue(following, at14h47) },
  reminder: {
    due: () => messages.reminder(incident(), reminded(false), 'U0ANA'),
    'overdue, to those above': () => messages.reminder(hostile, reminded(true), 'U0GRACE'),
  },
  upcoming: { 'in the status': () => messages.status(withRequest('requested'), policy, []) },
  stats: {
    none: () => messages.stats({ severities: [], items: { open: 0, overdue: 0 } }, { days: 30, most: 500 }),
    two: () =>
      messages.stats(
        {
          severities: [
            {
              severity: 'P1',
              declared: 4,
              open: 1,
              cancelled: 1,
              acknowledgeMs: 95_000,
              late: 1,
              resolveMs: 2_520_000,
            },
            {
              severity: 'P3',
              declared: 1,
              open: 1,
              cancelled: 0,
              acknowledgeMs: undefined,
              late: 0,
              resolveMs: undefined,
            },
          ],
          items: { open: 3, overdue: 1 },
        },
        { days: 30, most: 500, unreadable: 1 },
      ),
  },
  'incident-list': {
    none: () => messages.incidentList([]),
    two: () => messages.incidentList([incident(), incident({ severity: 'P3', title: 'Slow website' })]),
  },
  panel: {
    'just declared': () => messages.panel(withoutFacts(incident({ roles: { commander: 'U0MAYA' } })), policy),
    'under way': () => messages.panel(withRequest('requested'), policy),
    'with a change that stands': () => messages.panel(withRequest('succeeded'), policy),
    resolved: () => messages.panel(ended, policy),
    'with a report and a meeting': () => messages.panel(following, policy),
    'as long as can be': () => messages.panel(hostile, policy),
    'in a drill': () => markDrill(messages.panel(incident({ mode: 'drill' }), policy)),
  },
  speech: {
    'a form that opened too late': () => messages.formOffer('late', { id: 'open-note', value: '{}' }),
    'a command that was not taken': () =>
      messages.givenBack(
        messages.refusal({ refused: 'This is a P1 already.', next: 'Choose another severity.' }),
        '/incident severity P1 it spreads',
      ),
    refusal: () =>
      messages.refusal({
        refused: 'You asked for this action, so somebody else must approve it: <@U0LEE>.',
        next: 'Nobody else awake? Press Run without approval.',
      }),
    fault: () =>
      messages.faultAnswer({
        what: 'Pitcrew’s Redis is full',
        means: 'Nothing was recorded or sent.',
        next: 'Try again in a minute. If it stays so, Pitcrew’s operators should raise maxmemory, or make room.',
      }),
    answer: () => messages.answer(safe`Noted.`),
    help: () => messages.help(),
    'every command': () =>
      messages.helpAll([
        { name: 'declare', usage: 'declare [P1..P4] [title]', help: 'opens an incident' },
        { name: 'status', usage: 'status', help: 'where it stands' },
      ]),
  },
  status: {
    'of an incident': () =>
      messages.status(incident(), policy, [
        { name: 'Slack', state: 'on', detail: '' },
        { name: 'Cache', state: 'off', detail: 'CACHE_URL is not set' },
      ]),
    'a target is locked': () => messages.status(withRequest('unknown'), policy, []),
    'of none': () =>
      messages.status(undefined, policy, [{ name: 'Database', state: 'failing', detail: 'timeout' }]),
  },
  toolbox: {
    'in an incident': () => messages.toolbox(policy, incident()),
    elsewhere: () => messages.toolbox(policy, undefined),
  },
  'turning-point': {
    acknowledged: () => messages.turningPoint(news('incident.acknowledged', { tookMs: 240_000 }), incident()),
    raised: () =>
      messages.turningPoint(
        news('severity.changed', {
          from: 'P2',
          to: 'P1',
          reason: 'Nobody can call',
          updateEveryMs: 900_000,
          respondWithinMs: 900_000,
        }),
        incident(),
      ),
    resolved: () =>
      messages.turningPoint(news('incident.resolved', { summary: 'The pool was made larger.' }), incident()),
    'called off': () =>
      messages.turningPoint(news('incident.cancelled', { reason: 'A false alarm.' }), incident()),
    'open again': () =>
      messages.audienceTurn(incident(), news('incident.reopened', { reason: 'It is back.', restarts: true })),
  },
  'channel-lost': {
    'with what was to be said': () =>
      messages.channelLost(
        incident(),
        'Slack answered is_archived to chat.postMessage (the channel is archived; unarchive it)',
        messages.answer(safe`🔴 Severity P2 → *P1*: it spreads.`),
      ),
  },
  'channel-shared': { 'an incident channel': () => messages.channelShared(incident()) },
  welcome: {
    'after a declare': () => messages.welcome(incident()),
    'run elsewhere': () =>
      messages.welcome(incident({ instead: 'Slack answered restricted_action to conversations.create' })),
    'no channel yet': () => {
      const { channel: _, ...homeless } = incident()
      return messages.welcome({
        ...homeless,
        noChannel: { why: 'Slack answered with HTTP 503', at: at14h47 },
      })
    },
  },
}

const homeHall: Hall<HomeView> = {
  home: {
    quiet: () => messages.home([], policy.company),
    busy: () => messages.home([withRequest('requested'), incident({ severity: 'P2' })], policy.company),
    'as long as can be': () =>
      messages.home(
        Array.from({ length: 40 }, () => hostile),
        policy.company,
      ),
  },
}

const action = { request: 'r-1', kind: 'ecs-scale-service', target: 'ecs/eu-west-1/emergency-api' }
const noticeHall: Hall<Message> = {
  'escalation-acknowledged': { one: () => say('escalation.acknowledged', { level: '0/P1/900s' }) },
  'escalation-failed': {
    one: () => say('escalation.failed', { level: 'x', role: 'ceo', user: 'U0CAROL', why: 'user_not_found' }),
  },
  'escalation-late': {
    one: () => say('escalation.late', { people: ['U0VICTOR', 'U0SAM'], since: at14h47 }),
  },
  'escalation-pinged': {
    late: () =>
      say('escalation.pinged', {
        level: 'x',
        role: 'ceo',
        user: 'U0CAROL',
        repeat: 0,
        lateMs: 190_000,
        channel: 'D1',
        ts: '1.1',
      }),
  },
  'escalation-held': {
    one: () => say('escalation.held', { level: 'x', until: at14h47, reason: 'The fix is being verified.' }),
  },
  'follow-up-planned': {
    'of a P1': () =>
      say('follow-up.planned', {
        report: 'automatic',
        meeting: { at: at14h47 + 86_400_000, remindMs: 3_600_000, invite: [] },
        monitoring: { until: at14h47 + 86_400_000, everyMs: 3_600_000 },
      }),
    'asked for': () =>
      say('follow-up.planned', {
        report: 'none',
        monitoring: { until: at14h47 + 86_400_000, everyMs: 3_600_000 },
      }),
  },
  'meeting-reminded': {
    'to those who led': () => say('meeting.reminded', { at: at14h47 }),
    'to those invited, directly': () => say('meeting.reminded', { at: at14h47 }, incident({ review })),
  },
  'report-reminded': { one: () => say('report.reminded', { dueAt: at14h47, to: 'U0MAYA' }) },
  'monitoring-checked': {
    'fails again': () => say('monitoring.checked', { healthy: false, flipped: true, rows: findings }),
    'well again': () => say('monitoring.checked', { healthy: true, flipped: true, rows: [] }),
  },
  'reminder-snoozed': {
    off: () => say('reminder.snoozed', { mode: 'off' }),
    on: () => say('reminder.snoozed', { mode: 'on' }),
  },
  acknowledged: { one: () => say('incident.acknowledged', { tookMs: 120_000 }) },
  'action-unknown': {
    one: () =>
      say('action.unknown', { ...action, detail: 'AWS did not answer', lookAt: 0 }, withRequest('unknown')),
  },
  'action-looked': {
    'only a person can tell': () =>
      say('action.looked', { ...action, progress: 'Pitcrew cannot tell: no answer' }, withRequest('unknown')),
  },
  'action-settled': {
    happened: () => say('action.settled', { ...action, happened: true, saw: '6 tasks run in Ireland.' }),
    'did not': () => say('action.settled', { ...action, happened: false, saw: 'Still 2 tasks.' }),
  },
  'cancel-requested': {
    one: () =>
      say('cancel.requested', {
        reason: 'The alert is wrong.',
        failing: findings.map(f => f.title),
        until: at14h47,
        people: ['U0LEE', 'U0GRACE'],
      }),
  },
  'asked-end-voided': {
    override: () => say('override.voided', { why: 'nobody confirmed it in time', askedBy: 'U0MAYA' }),
    cancel: () => say('cancel.voided', { why: 'the severity changed', askedBy: 'U0MAYA' }),
  },
  'break-glass': {
    one: () =>
      say(
        'break-glass.used',
        { batch: 'b-1', requests: ['r-1'], reason: 'Nobody else answers' },
        withRequest('approved'),
      ),
  },
  'effect-settled': {
    one: () =>
      say('effect.settled', {
        effect: 'e1',
        name: 'invite-responders',
        outcome: 'failed',
        tell: '<@U0LEE> could not be invited.',
      }),
  },
  ended: {
    resolved: () => say('incident.resolved', { summary: 'Restarted.' }, ended),
    'with what follows': () => say('incident.resolved', { summary: 'Restarted.' }, following),
    'with what is offered': () => say('incident.resolved', { summary: 'Restarted.' }, offering),
    cancelled: () => say('incident.cancelled', { reason: 'A test.' }, ended),
  },
  'note-added': { one: () => say('note.added', { text: 'Deploy at 14:20 is suspicious <!channel>' }) },
  'recovery-validated': {
    failed: () => say('recovery.validated', { passed: false, rows: gateRows, for: 'resolve' }),
    'passed, without resolving': () =>
      say('recovery.validated', { passed: true, rows: gateRows.slice(1), for: 'person' }),
  },
  'recovery-tried': {
    'not yet': () =>
      say('recovery.tried', { attempt: 1, rows: gateRows.slice(0, 2), nextAt: at14h47 + 30_000 }),
  },
  'override-requested': { one: () => say('override.requested', { reason: 'The endpoint is retired.' }) },
  'security-flagged': {
    suspected: () => say('security.flagged', { suspected: true, watchers: 'security' }),
    'in a private one': () =>
      say('security.flagged', { suspected: true }, incident({ visibility: 'private' })),
    'taken back': () => say('security.flagged', { suspected: false }),
  },
  'severity-assessed': { one: () => say('severity.assessed', { ...assessed, after: 'triage' }) },
  'alert-joined': {
    one: () => say('alert.joined', { title: 'Latency <!channel>', service: 'emergency-api', at: at14h47 }),
  },
  'paged-elsewhere': {
    acknowledged: () => say('page.acknowledged', { elsewhere: 'Lee Carter' }),
    resolved: () => say('page.resolved', { elsewhere: 'somebody in PagerDuty' }),
  },
  'status-page-asked': { one: () => say('statuspage.asked', {}) },
  'status-page-reminded': {
    one: () => say('statuspage.reminded', { status: 'investigating', to: 'U0MAYA' }),
  },
  'status-page-updated': {
    identified: () =>
      say('statuspage.updated', {
        status: 'identified',
        body: 'We have identified the issue.',
        page: 'sp1',
        link: 'https://stspg.example/sp1',
        elsewhere: { status: 'monitoring', body: 'Somebody else wrote this.' },
      }),
  },
  'action-item': {
    opened: () =>
      say(
        'action-item.opened',
        { item: 'a1', title: 'Raise the pool', priority: 'high', owner: 'U0LEE', dueAt: at14h47 },
        withItems,
      ),
    overdue: () =>
      say('action-item.nudged', { item: 'a1', title: 'Raise the pool', to: ['U0LEE', 'U0GRACE'] }, withItems),
    done: () => say('action-item.done', { item: 'a1', title: 'Raise the pool' }, withItems),
  },
  'signed-off': {
    asked: () => say('sign-off.reminded', { to: ['U0GRACE'] }, ended),
    signed: () => say('postmortem.signed-off', { role: 'engineering-manager' }, ended),
  },
  'verdicts-flipped': {
    one: () =>
      say(
        'diagnostics.completed',
        { run: 'd2', findings, tookMs: 900, flips: [{ key: 'database', from: 'unknown' }] },
        incident({ severity: 'P2', assessment: { proposed: 'P1', at: at14h47, seq: 9 } }),
      ),
  },
  reopened: {
    one: () => say('incident.reopened', { reason: 'It is back.' }),
    'the meeting is off': () =>
      say('incident.reopened', { reason: 'It is back.' }, incident({ review: { ...review, off: 40 } })),
  },
  'role-assigned': { one: () => say('role.assigned', { role: 'commander', user: 'U0LEE', from: 'U0MAYA' }) },
  'severity-changed': {
    one: () =>
      say('severity.changed', {
        from: 'P1',
        to: 'P2',
        reason: 'second region carries it',
        updateEveryMs: 1_800_000,
        respondWithinMs: 900_000,
      }),
  },
  'update-posted': { one: () => say('update.posted', { text: 'Restart under way.', nothingNew: false }) },
}

const idle = { part: 'usage', title: 'CPU and memory', running: true as const }
const parts = [
  {
    part: 'error-logs',
    title: 'Error logs',
    lines: [
      `1204 lines with ERROR in /ecs/emergency since ⟦${at14h47 - 7_200_000}⟧, 5 patterns`,
      `×812  ERROR [db] timeout acquiring a connection after # ms  (⟦${at14h47 - 900_000}⟧ to ⟦${at14h47}⟧)`,
      `×390  ERROR [http] request # gave up <!channel>  (⟦${at14h47 - 900_000}⟧ to ⟦${at14h47}⟧)`,
    ],
    facts: null,
    tookMs: 900,
  },
  {
    part: 'usage',
    title: 'CPU and memory',
    failed: 'AWS denied it: the role lacks cloudwatch:GetMetricStatistics in eu-west-2',
    lines: [],
    facts: null,
    tookMs: 900,
  },
]

const shows = request('requested').shows
const sent = [
  { title: 'End-to-end test', sends: 'POST https://api.example.com/test\n\n{\n  "test": true\n}' },
]
const steps: modals.StepPreview[] = [
  {
    title: 'Restart the emergency API',
    target: 'ecs/eu-west-2/emergency-api',
    shows,
    check: 'steady',
    undo: 'not possible',
  },
  {
    title: 'Scale up',
    target: 'ecs/eu-west-1/emergency-api',
    shows,
    check: '6 run',
    undo: 'back to 2',
    was: shows,
  },
  { title: 'Warm the cache', skipped: 'Already warm: nothing to do.' },
]
const meta = { i: 'INC-20250120-143200' }
const from = { channel: 'C00000001' }
const seen = { 'r-1': 'ef'.repeat(32) }

const modalHall: Hall<View> = {
  approve: { 'with drift': () => modals.approve.view(withRequest('requested'), 'b-1', seen, steps) },
  cancel: { one: () => modals.cancel.view(meta) },
  contain: {
    one: () => modals.contain.view(incident(), { key: 'contain-p1', title: 'P1 containment' }, steps),
  },
  declare: {
    empty: () => modals.declare.view({ setting, policy, from }),
    filled: () =>
      modals.declare.view({ setting, policy, from, ...inThis, triage: { what: 'nobody can call' } }),
    private: () => modals.declare.view({ setting, policy, from, kind: 'private' }),
    'a drill': () => modals.declare.view({ setting, policy, from, kind: 'drill', severity: 'P1' }),
    'every question': () => modals.declare.view({ setting, policy, from, more: true }),
    'beside an open incident': () => modals.declare.view({ setting, policy, from, similar: [incident()] }),
    'a severity that does not exist': () =>
      modals.declare.view({
        setting,
        policy,
        from,
        problem: 'There is no severity “P9”: there are P1, P2, P3, P4.',
      }),
  },
  fix: { patterns: () => modals.fix.view(incident(), policy) },
  findings: {
    'all of them': () => modals.findings.view({ run: 'd1', running: false, findings, at: at14h47 }),
  },
  rca: {
    empty: () => modals.rca.view(incident()),
    'with answers': () =>
      modals.rca.view(incident({ rca: { why1: 'a', why2: 'b', why3: 'c', why4: 'd', why5: 'e' } })),
  },
  'action-item': { one: () => modals.actionItem.view(incident()) },
  'status-page': {
    'a sentence is withheld': () => modals.statusPage.view(incident(), policy, 'identified'),
    resolved: () => modals.statusPage.view(incident({ canCall: 'yes' }), policy, 'resolved'),
  },
  rules: {
    'all of them': () => modals.rules.view(assessed),
    'held up': () => modals.rules.view({ ...assessed, proposed: 'P2', kept: true }),
  },
  menu: {
    'no incident here': () => modals.menu.view(undefined, from),
    'in an incident': () => modals.menu.view(incident(), from),
    'in an ended one': () => modals.menu.view(ended, from),
  },
  escalate: { one: () => modals.escalate.view(incident(), policy) },
  hold: { one: () => modals.hold.view(meta) },
  note: { one: () => modals.note.view(meta) },
  plain: {
    loading: () => modals.loading('Contain'),
    problem: () => modals.problem('Contain', safe`AWS did not answer within 3 s. Try again.`),
  },
  reject: { one: () => modals.reject.view(meta) },
  reopen: { one: () => modals.reopen.view(meta) },
  resolve: { one: () => modals.resolve.view(incident(), sent, 'The pool was full.') },
  'resolve-anyway': { one: () => modals.resolveAnyway.view(meta) },
  role: { one: () => modals.role.view(incident(), 'U0MAYA') },
  'run-alone': { one: () => modals.runAlone.view(withRequest('requested'), policy, 'b-1', seen, steps) },
  'settle-outcome': {
    happened: () => modals.settleOutcome.view(withRequest('unknown'), request('unknown'), true),
    'did not': () => modals.settleOutcome.view(withRequest('unknown'), request('unknown'), false),
  },
  severity: { one: () => modals.severity.view(incident(), policy) },
  triage: { one: () => modals.triage.view(incident(), policy) },
  validate: { one: () => modals.validate.view(incident(), policy, sent) },
  update: { one: () => modals.update.view(incident(), policy) },
}

/** Everything people can be shown, by the file that builds it. */
export function exhibits(): Exhibit[] {
  return [
    ...walk('messages', messageHall, view => ({ kind: 'message' as const, view })),
    ...walk('messages', homeHall, view => ({ kind: 'home' as const, view })),
    ...walk('messages/notices', noticeHall, view => ({ kind: 'message' as const, view })),
    ...walk('modals', modalHall, view => ({ kind: 'modal' as const, view })),
  ]
}

function walk<T, E>(folder: string, hall: Hall<T>, put: (view: T) => E): (E & { name: string })[] {
  return Object.entries(hall).flatMap(([file, scenes]) =>
    Object.entries(scenes).map(([scene, build]) => ({
      name: `${folder}/${file} · ${scene}`,
      ...put(build()),
    })),
  )
}

function withoutFacts(i: Incident): Incident {
  const { diagnostics: _, acknowledged: __, update: ___, ...rest } = i
  return rest
}

function news<T extends IncidentEvent['type']>(type: T, data: EventOf<T>['data']): EventOf<T> {
  return { ...envelope, type, data, at: Date.UTC(2025, 0, 20, 14, 40), by: 'U0MAYA' } as EventOf<T>
}

function say<T extends IncidentEvent['type']>(
  type: T,
  data: EventOf<T>['data'],
  of: Incident = incident(),
): Message {
  const event = news(type, data)
  const built = messages.notice(event, of, policy)
  if (built === undefined) throw new Error(`Nothing is said of ${type}.`)
  return built
}
