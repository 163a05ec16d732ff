import { isToldAtNight } from '../incident/escalation/levels.ts'
import type { Severity } from '../incident/model/words.ts'
import type { EscalationLevel, Policy } from '../incident/policy.ts'
import { clock } from './clock.ts'
import { pageable, titleAndHolders, titleOf } from './holders.ts'

export type Row = { when: string; what: string }
type Moment = { at: number; what: string }

/** Who is told what where, minute by minute, if nothing else happens. */
export function timetable(p: Policy, s: Severity): Row[] {
  const isPaged = p.paging?.severities.includes(s) === true
  const moments = [
    {
      at: 0,
      what: `pager: ${isPaged ? 'an incident there too, which pages by its own rules' : 'nobody is paged'}`,
    },
    { at: p.severities[s].respondWithinMs, what: 'must be acknowledged by now' },
    ...p.escalation.levels[s].flatMap(l => levelMoments(p, l, isPaged)),
    ...updateMoments(p, s),
  ].sort((a, b) => a.at - b.at)
  return [
    ...moments.map(({ at, what }) => ({ when: clock(at), what })),
    ...repeats(p).map(what => ({ when: 'again', what })),
    ...afterwards(p, s).map(what => ({ when: 'after', what })),
  ]
}

function levelMoments(p: Policy, l: EscalationLevel, isPaged: boolean): Moment[] {
  const told: Moment = { at: l.afterMs, what: levelLine(p, l, isPaged) }
  if (l.warnMs === undefined) return [told]
  const subject = [
    ...(l.roles.length === 0
      ? []
      : [`${l.roles.map(r => titleOf(p, r)).join(' + ')} ${l.roles.length === 1 ? 'is' : 'are'} told`]),
    ...l.manual.map(m => `“${p.manual[m]?.title ?? m}” comes up`),
  ].join(' and ')
  const hold = `may hold ${clock(p.escalation.holdMs)}`
  return [
    { at: l.afterMs - l.warnMs, what: `commander, directly: in ${clock(l.warnMs)} ${subject}, ${hold}` },
    told,
  ]
}

const pagerWords = { all: ['pager'], some: ['pager where an e-mail is known'], none: [] }

function levelLine(p: Policy, l: EscalationLevel, isPaged: boolean): string {
  const where = ['directly', 'incident channel', ...(isPaged ? pagerWords[pageable(p, l.roles)] : [])]
  const told = `${l.roles.map(r => titleAndHolders(p, r)).join('; ')}: ${where.join(', ')}`
  const what = [
    ...(l.roles.length === 0 ? [] : [told]),
    ...l.manual.map(
      m => `by hand: ${stepAndContact(p, m)}, asked of ${ownerOf(p, m)}: directly, list in the channel`,
    ),
  ]
  const unless = l.if === 'unacknowledged' ? 'if unacknowledged, ' : ''
  return `${l.workingHours ? 'in working hours, ' : ''}${unless}${what.join('; ')}`
}

function stepAndContact(p: Policy, key: string): string {
  const { title = key, contact } = p.manual[key] ?? {}
  return contact === undefined ? title : `${title} (${contact.name})`
}

const responders: Record<string, string> = {
  commander: 'the commander',
  communications: 'the Communications Lead',
  operations: 'the Operations Lead',
  scribe: 'the Scribe',
}
function ownerOf(p: Policy, key: string): string {
  const owner = p.manual[key]?.owner ?? 'commander'
  return responders[owner] ?? titleAndHolders(p, owner)
}

/** The reminder, its repeats while the update is overdue, and when it goes a level up. */
function updateMoments(p: Policy, s: Severity): Moment[] {
  const { updates: u } = p
  const everyMs = p.severities[s].updateEveryMs
  const first = everyMs - Math.min(u.leadMs, everyMs / 5)
  const againMs = everyMs / u.overduePerInterval
  const second = Math.max(everyMs, first + againMs)
  const atWork = (r: string) => (isToldAtNight(p, s, r) ? '' : ' (in working hours)')
  const above = ['commander', ...u.raiseTo.map(r => `${titleAndHolders(p, r)}${atWork(r)}`)]
  const missed = u.raiseAfter === 1 ? '1 reminder' : `${u.raiseAfter} reminders`
  return [
    {
      at: first,
      what: `Communications Lead, else commander, directly: update due at ${clock(everyMs)} (and every ${clock(everyMs)} after each)`,
    },
    { at: second, what: `still no update: the same, again every ${clock(againMs)}` },
    {
      at: second + (u.raiseAfter - 1) * againMs,
      what: `still none after ${missed}: ${above.join(' and ')} too, directly`,
    },
  ]
}

function repeats({ escalation: { repeat } }: Policy): string[] {
  if (repeat.times === 0) return []
  const often = repeat.times === 1 ? 'once, after' : `${repeat.times} times, every`
  return [`each level that nobody answers: ${often} ${clock(repeat.everyMs)}`]
}

function afterwards(p: Policy, s: Severity): string[] {
  const a = p.afterwards[s]
  if (a === undefined) return ['nothing follows by itself']
  const invited = ['responders', ...a.invite.map(r => titleAndHolders(p, r))].join(', ')
  const when = a.report === 'automatic' ? '' : 'offered, by its button: '
  return [
    when === ''
      ? `preliminary report within ${clock(a.reportWithinMs)}: incident channel`
      : `${when}preliminary report`,
    ...(a.meetingWithinMs === undefined
      ? []
      : [`${when}post-mortem within ${clock(a.meetingWithinMs)}: ${invited}`]),
    ...(a.monitoring === undefined
      ? []
      : [`${when}recovery checked every ${clock(a.monitoring.everyMs)} for ${clock(a.monitoring.forMs)}`]),
  ]
}
