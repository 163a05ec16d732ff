import { authorise } from '../authorise.ts'
import { type Decision, type Issued, refuse } from '../decision.ts'
import { event, type NewEvent, type Triage } from '../events.ts'
import { channelNameFor, proposeSeverity } from '../model/ids.ts'
import type { Severity } from '../model/words.ts'
import { compose } from '../outside/drafts.ts'
import { isPublic, statusPageEvent } from '../outside/status-page.ts'
import type { Policy } from '../policy.ts'
import { breachEvents } from './breach.ts'

export const titleLimit = 120

export type Declare = {
  type: 'declare'
  title: string
  /** Absent = not sure: run as proposed until assessed. */
  severity?: Severity
  triage: Triage
  visibility: 'public' | 'private'
  mode: 'live' | 'drill'
  origin: { channel: string; message?: string }
  where: 'new' | { here: string }
  /** Slack ids of the people on call now, first called first. */
  onCall: string[]
}

/** §1.1–1.3: an incident exists from here on. An on-call person who declares has acknowledged by that. */
export function declare(given: {
  id: string
  command: Declare & Issued
  policy: Policy
  now: number
}): Decision {
  const { id, command: c, policy } = given
  const refusal = authorise(c.actor)
  if (refusal) return refusal
  const title = c.title.replaceAll(/\s+/g, ' ').trim()
  if (title === '')
    return refuse(
      'An incident needs a title.',
      'Say in a few words what fails: /incident declare P1 api down',
    )
  const severity = c.severity ?? proposeSeverity(c.triage.canCall, c.triage.breach)
  const rules = policy.severities[severity]
  const isOnCall = c.onCall.includes(c.actor.user)
  const commander = isOnCall ? c.actor.user : c.onCall[0]
  const events: NewEvent[] = [
    event('incident.declared', {
      title: shorten(title),
      severity,
      unsure: c.severity === undefined,
      ...(c.triage.where === undefined ? {} : { service: c.triage.where }),
      visibility: c.visibility,
      mode: c.mode,
      playbook: policy.hash,
      origin: c.origin,
      channel: c.where,
      channelName: channelNameFor(id, title),
      invite: [...new Set([c.actor.user, ...c.onCall])],
      emergencyChannel: policy.channels.emergency,
      ...(policy.warRoom === undefined ? {} : { warRoom: policy.warRoom }),
      onCall: c.onCall,
      updateEveryMs: rules.updateEveryMs,
      respondWithinMs: rules.respondWithinMs,
      ...(isPaged(c, severity, policy) ? { paging: true } : {}),
      ...(c.visibility === 'public' ? { repliesToAnnouncement: true as const } : {}),
    }),
  ]
  if (isOnCall) events.push(event('incident.acknowledged', { tookMs: 0 }))
  const assumed = isOnCall ? {} : { assumed: true as const }
  if (commander !== undefined)
    events.push(event('role.assigned', { role: 'commander', user: commander, ...assumed }))
  if (Object.values(c.triage).some(v => v !== undefined))
    events.push(event('triage.recorded', c.triage), ...breachEvents({}, c.triage, policy))
  events.push(event('diagnostics.requested', { run: 'd1' }, 'pitcrew'))
  if (policy.statusPage?.onDeclare === 'ask' && isPublic(c, severity, policy))
    events.push(event('statuspage.asked', {}, 'pitcrew'))
  if (policy.statusPage?.onDeclare === 'auto' && isPublic(c, severity, policy)) {
    const facts = { incident: id, timezone: policy.timezone, conditions: {} }
    const { text } = compose(policy.statusPage.drafts.investigating, facts)
    events.push(statusPageEvent(id, severity, policy, { status: 'investigating', body: text }, 'pitcrew'))
  }
  return { events }
}

const isPaged = (c: Declare, severity: Severity, policy: Policy): boolean =>
  c.mode === 'live' && policy.paging?.severities.includes(severity) === true

function shorten(title: string): string {
  const letters = [...title]
  return letters.length <= titleLimit ? title : `${letters.slice(0, titleLimit - 1).join('')}…`
}
