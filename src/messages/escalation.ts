import {
  actions,
  button,
  channelRef,
  date,
  duration,
  encodeMeta,
  join,
  type Markup,
  type Message,
  mention,
  message,
  type SafeButton,
  safe,
  section,
} from '../blocks/index.ts'
import type { IncidentEvent } from '../incident/events.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { findingLine } from './diagnostics.ts'
import { severityMark, statusWord } from './words.ts'

export type Due = Extract<IncidentEvent, { type: 'escalation.due' }>
type Warned = Extract<IncidentEvent, { type: 'escalation.warned' }>

/** Who is told, why, what is known in one sentence, and what is asked; `to` are those who must act. */
export function escalationPing(i: Incident, policy: Policy, e: Due, to: string[]): Message {
  const who = join(to.map(mention), ' ')
  const title = safe`${severityMark[i.severity]} ${i.severity} “${i.title}”`
  const age = duration(e.at - i.clock.from)
  const answered = i.acknowledged === undefined ? 'not acknowledged' : statusWord[i.status].toLowerCase()
  const head = safe`${who}: ${title} is ${e.at - i.clock.from < 30_000 ? 'open' : `${age} old`}, ${answered}.`
  const lines = join([head, known(i), asked(e, policy, to), unreached(e, policy), unread(e, policy)], '\n')
  return message(head, [section(lines), ...actions(buttons(i, e))])
}

function known(i: Incident): Markup {
  const where = i.channel === undefined ? undefined : channelRef(i.channel.id)
  const findings = i.diagnostics?.findings ?? []
  const bad = findings.find(f => f.verdict === 'unhealthy')
  if (i.update !== undefined) return join([safe`Last update: ${i.update.text}`, where], ' · ')
  if (bad !== undefined) return join([findingLine(bad), where], ' · ')
  if (i.triage.what !== undefined) return join([safe`Reported: ${i.triage.what}`, where], ' · ')
  return join([findings.length === 0 ? safe`Nothing more is known yet.` : seen(findings), where], ' ')
}

/** Nothing wrong was found, which is no word that all is well. */
function seen(findings: { verdict: string }[]): Markup {
  const well = findings.filter(f => f.verdict === 'healthy').length
  if (well === findings.length) return safe`No probe finds anything wrong (${well} of ${well} are well).`
  return safe`No probe finds anything wrong: ${well} of ${findings.length} are well, the others could not tell.`
}

/** The first to be told are those on call, and whoever the policy wants to know at once. */
function atOnce(e: Due, policy: Policy, to: string[]): string {
  const isOnCall = (user: string) =>
    e.data.targets.some(t => t.user === user && policy.onCall.includes(t.role))
  const { severity } = e.data
  if (to.every(isOnCall)) return `You are on call for ${severity}: please take it, or hand it on.`
  const rule = `The escalation policy tells you of every ${severity} at once`
  if (!to.some(isOnCall)) return `${rule}: please see that somebody takes it, or press I’m on it.`
  return `Whoever is on call for ${severity}: please take it, or hand it on.`
}

function asked(e: Due, policy: Policy, to: string[]): Markup {
  const { reason, repeat, words, severity, afterMs } = e.data
  const again = repeat === 0 ? '' : 'Asked again, since nobody has answered. '
  if (reason === 'asked')
    return safe`${again}${mention(e.data.askedBy ?? e.by)} asks for you now: ${words ?? ''}`
  if (reason === 'unanswered')
    return safe`${again}Nobody has acknowledged it within ${duration(afterMs)}: please take it.`
  if (afterMs === 0) return safe`${again}${atOnce(e, policy, to)}`
  const means = policy.severities[severity].means
  return safe`${again}The escalation policy tells you (${means}): please join, decide what only you can, or press I’m on it.`
}

function unreached(e: Due, policy: Policy): Markup | undefined {
  if (e.data.unreached.length === 0) return undefined
  const roles = e.data.unreached.map(r => policy.roles[r]?.title ?? r).join(', ')
  return safe`⚠️ Nobody is known who is ${roles}: call them (\`/incident contacts\`).`
}

function unread({ data }: Due, policy: Policy): Markup | undefined {
  if (data.unread === undefined) return undefined
  const roles = data.unread.map(r => policy.roles[r]?.title ?? r).join(', ')
  return safe`⚠️ Slack does not say at the moment who is ${roles}. They are told as soon as it does; to reach them now, call them (\`/incident contacts\`).`
}

/**
 * What a ping says once its incident is over: no button, and nothing that is still asked. The message in the incident’s
 * channel keeps whom it was for, and since when.
 */
export function escalationOver(i: Incident, told?: Due): Message {
  const title = safe`${severityMark[i.severity]} ${i.severity} “${i.title}”`
  const whom = join(
    (told?.data.targets ?? []).map(t => mention(t.user)),
    ' ',
  )
  const text =
    told === undefined
      ? safe`${title} ${over(i)}. Nothing more is asked of you.`
      : safe`${title} ${over(i)}. Told ${date(told.at)}: ${whom}`
  return message(text, [section(text)])
}

function over({ ended, id }: Incident): Markup {
  if (ended === undefined) return safe`(${id}) is over`
  const word = ended.how === 'resolved' ? 'was resolved' : 'was cancelled'
  return safe`${word} ${date(ended.at)} by ${mention(ended.by)}`
}

function buttons(i: Incident, e: Due): SafeButton[] {
  return [
    button('answer-escalation', 'I’m on it', encodeMeta({ i: i.id, list: e.data.level }), {
      style: 'primary',
    }),
    button('join-channel', 'Open channel', encodeMeta({ i: i.id })),
  ]
}

/** To the commander, before the great are told: still right? */
export function escalationWarning(i: Incident, policy: Policy, e: Warned): Message {
  const titles = e.data.roles.map(r => policy.roles[r]?.title ?? r).join(' and ')
  const text = safe`${titles} ${e.data.roles.length > 1 ? 'are' : 'is'} told ${date(e.data.dueAt)} that ${i.severity} “${i.title}” is still open.`
  const steps = e.data.steps ?? []
  const byHand = steps.length === 0 ? '' : `\nTo be done by hand then: ${steps.join('; ')}.`
  const held = i.holds[e.data.level] !== undefined
  const minutes = duration(policy.escalation.holdMs)
  return message(text, [
    section(safe`${text}${byHand}\nIs that right? ${held ? 'It was held once already.' : ''}`),
    ...actions([
      ...(held ? [] : [button('open-hold', `Hold ${minutes}`, encodeMeta({ i: i.id, list: e.data.level }))]),
      button('open-severity', 'Wrong severity', encodeMeta({ i: i.id })),
    ]),
  ])
}
