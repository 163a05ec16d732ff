import { channelWords } from '../blocks/index.ts'
import { pitcrew } from '../incident/decision.ts'
import { event } from '../incident/events.ts'
import { incidentIdPattern } from '../incident/model/ids.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { alertSuggestion } from '../messages/index.ts'
import { privateSummary } from './effects/tell-pager.ts'
import { loadMany } from './load-many.ts'
import { Ambiguous, NotSent } from './ports/faults.ts'
import type { PagerEvent } from './ports/pager.ts'
import type { Runbook } from './runbook.ts'

/** How long a suggestion can be taken up. */
const keepMs = 24 * 3_600_000
/** For so long the pager may send a webhook again. */
const seenMs = 48 * 3_600_000
export type KeptAlert = { title: string; service: string; at: number; severity: Incident['severity'] }
export const alertKey = (id: string): string => `alert:${id}`

/**
 * What the pager tells: of our own incident, or an alert from outside. A repeated one changes nothing; one that
 * failed half-way is taken up again when the pager sends it again, for each of its steps counts once.
 */
export async function receivePageEvent(runbook: Runbook, e: PagerEvent): Promise<void> {
  const { store } = runbook
  if ((await store.kept(`seen:${e.id}`)) !== undefined) return
  const ours = e.kind === 'other' ? undefined : await findOurs(runbook, e)
  if (ours !== undefined) await answerOurs(runbook, ours, e)
  else if (e.kind === 'triggered' && !e.title.endsWith(privateSummary))
    await inTurn(runbook, e.service.id, () => raise(runbook, e))
  await store.keep(`seen:${e.id}`, '1', seenMs)
}

/** What stands at the end of the summary that we page with. */
const ownSummary = /^[^:]+: .*\((INC-[\d-]+)\)$/s

/**
 * Our own incident, by the key that we paged with. The webhook tells it seldom; the incident's alerts have it, and
 * where they cannot be read, the summary that we gave it.
 */
async function findOurs(runbook: Runbook, e: PagerEvent): Promise<Incident | undefined> {
  const keys = incidentIdPattern.test(e.key) ? [e.key] : ((await readKeys(runbook, e)) ?? summaryKeys(e))
  for (const key of keys.filter(k => incidentIdPattern.test(k))) {
    const found = await runbook.engine.load(key)
    if (found !== undefined) return found
  }
  return undefined
}

const summaryKeys = (e: PagerEvent): string[] => [ownSummary.exec(e.title)?.[1] ?? []].flat()

/** Undefined where the pager does not let us read them; a fault that passes is thrown, and the pager sends again. */
async function readKeys({ pager, log }: Runbook, e: PagerEvent): Promise<string[] | undefined> {
  if (pager === undefined || e.incident === '') return undefined
  return pager.readAlertKeys(e.incident).catch(error => {
    if (!(error instanceof NotSent) || error.retryable) throw error
    if (error.why !== 'off') log.warn({ err: error }, 'an incident’s alerts cannot be read in the pager')
    return undefined
  })
}

/** The playbook's person who did it there: by the e-mail of the pager's account, else by its id. */
async function findPerson({ pager, log }: Runbook, policy: Policy, by: string | undefined) {
  if (by === undefined) return undefined
  const people = Object.values(policy.people)
  const email = await pager?.findEmail(by).catch(error => {
    log.warn({ err: error }, 'the pager did not tell who acknowledged; the playbook’s ids must do')
    return undefined
  })
  const same = (a?: string, b?: string) => a !== undefined && a.toLowerCase() === b?.toLowerCase()
  return people.find(p => same(p.email, email)) ?? people.find(p => p.pagerduty === by)
}

const turnMs = 5000
const lookAgainMs = 50
/** Alerts of one service one after the other, over all replicas: the second one must find what the first made. */
async function inTurn(runbook: Runbook, service: string, work: () => Promise<void>): Promise<void> {
  const key = `raising:${service}`
  const until = performance.now() + turnMs
  while (!(await runbook.store.keepOnce(key, '1', turnMs)) && performance.now() < until)
    await new Promise(resolve => setTimeout(resolve, lookAgainMs))
  try {
    await work()
  } finally {
    await runbook.store.keep(key, undefined, 0)
  }
}

/** Acknowledged or resolved over there: said here. Whoever the playbook maps has acknowledged here too. */
async function answerOurs(runbook: Runbook, i: Incident, e: PagerEvent): Promise<void> {
  if (e.kind !== 'acknowledged' && e.kind !== 'resolved') return
  const policy = await runbook.policies.of(i.playbook)
  const person = await findPerson(runbook, policy, e.by)
  const given = { id: `pagerduty-${e.id}`, via: 'pagerduty' }
  if (e.kind === 'acknowledged' && person?.slack !== undefined && i.acknowledged === undefined) {
    const actor = await runbook.directory.actor(person.slack, policy)
    await runbook.engine.handle(i.id, { ...given, type: 'acknowledge', actor })
  }
  // Our own word comes back as a webhook too: that is no news.
  const isEcho = e.kind === 'resolved' ? i.ended !== undefined : i.acknowledged !== undefined
  if (isEcho) return
  const type = e.kind === 'resolved' ? 'page.resolved' : 'page.acknowledged'
  const said = event(type, { elsewhere: person?.name ?? 'somebody in PagerDuty' }, 'pitcrew')
  await runbook.engine.handle(i.id, {
    ...given,
    id: `${given.id}-said`,
    type: 'settle',
    actor: pitcrew,
    events: [said],
  })
}

async function raise(runbook: Runbook, e: PagerEvent): Promise<void> {
  const policy = runbook.policies.current()
  const rule = policy.paging?.alerts.find(
    a =>
      (a.services.length === 0 || a.services.includes(e.service.id) || a.services.includes(e.service.name)) &&
      (a.urgency === undefined || a.urgency === e.urgency),
  )
  if (rule === undefined) return
  const service = serviceOf(policy, e)
  const open = await findOpen(runbook, service)
  const given = { id: `pagerduty-${e.id}`, via: 'pagerduty', actor: pitcrew }
  if (open !== undefined) {
    const link = e.link === undefined ? {} : { link: e.link }
    const joined = event('alert.joined', { title: e.title, service, at: e.at, ...link }, 'pitcrew')
    await runbook.engine.handle(open.id, { ...given, type: 'settle', events: [joined] })
    return
  }
  const alert: KeptAlert = {
    title: e.title || `Alert of ${service}`,
    service,
    at: e.at,
    severity: rule.severity,
  }
  // A late one is shown to people: what it tells of may be over.
  if (rule.does === 'declare' && !e.isOld) await declareAlert(runbook, alert, given)
  else await suggest(runbook, policy, e, alert)
}

/** The playbook's key where it knows the service, else the pager's own name for it. */
function serviceOf(policy: Policy, e: PagerEvent): string {
  const known = policy.services.find(s => s.key === e.service.name || s.name === e.service.name)
  return known?.key ?? (e.service.name || e.service.id)
}

async function findOpen(runbook: Runbook, service: string): Promise<Incident | undefined> {
  const { states } = await loadMany(runbook, await runbook.store.listOpen())
  // A private incident takes no alert: those who are not in it would hear of neither.
  return states.find(i => i.service === service && i.ended === undefined && i.visibility === 'public')
}

type Given = { id: string; via: string; actor: Parameters<Runbook['engine']['declare']>[0]['actor'] }

/** An incident from an alert: its first alert was when the pager says it was. */
export async function declareAlert(runbook: Runbook, alert: KeptAlert, given: Given) {
  const policy = runbook.policies.current()
  const [origin = '', ...onCall] = await Promise.all([
    // What cannot be looked up now keeps no alert from becoming an incident.
    runbook.directory.channelId(policy.channels.emergency).then(
      id => id ?? '',
      error => missed(runbook, error, ''),
    ),
    ...policy.onCall.map(role =>
      runbook.directory.holders(role, policy).then(
        users => users.join(' '),
        error => missed(runbook, error, ''),
      ),
    ),
  ])
  const outcome = await runbook.engine.declare({
    ...given,
    type: 'declare',
    title: alert.title,
    severity: alert.severity,
    triage: { where: alert.service },
    visibility: 'public',
    mode: 'live',
    origin: { channel: origin },
    where: 'new',
    onCall: [...new Set(onCall.flatMap(users => users.split(' ').filter(u => u !== '')))],
  })
  if ('refused' in outcome) return outcome
  await runbook.engine.handle(outcome.state.id, {
    ...given,
    id: `${given.id}-first-alert`,
    type: 'set-marker',
    marker: 'first-alert',
    at: alert.at,
  })
  return outcome
}

function missed(runbook: Runbook, error: unknown, instead: string): string {
  runbook.log.warn({ err: error }, 'an alert becomes an incident without what could not be looked up')
  return instead
}

/** Where a suggestion goes; the pager sends it again while there is no such place. */
async function placeFor(runbook: Runbook, policy: Policy): Promise<string> {
  const name = policy.channels.emergency
  const id = await runbook.directory.channelId(name).catch(error => {
    // Slack takes a name where a message is posted.
    if (error instanceof NotSent && error.code === 'channel-not-known-yet') return `#${name}`
    throw error
  })
  if (id === undefined)
    throw new NotSent(
      'channel_not_found',
      `The alert cannot be suggested: there is no ${channelWords(name)}, which the playbook names, or Pitcrew is not in it`,
    )
  return id
}

async function suggest(runbook: Runbook, policy: Policy, e: PagerEvent, alert: KeptAlert): Promise<void> {
  const channel = await placeFor(runbook, policy)
  if (!(await runbook.store.keepOnce(alertKey(e.id), JSON.stringify(alert), keepMs))) return
  try {
    await runbook.chat.post(channel, alertSuggestion(alert, e.id, e.link), { effect: alertKey(e.id) })
  } catch (error) {
    // What may be there already is not said again.
    if (!(error instanceof Ambiguous)) await runbook.store.keep(alertKey(e.id), undefined, 0)
    throw error
  }
}
