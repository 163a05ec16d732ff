import { channelWords, type Markup, safe } from '../blocks/index.ts'
import { isToldNow } from '../incident/escalation/levels.ts'
import { proposeSeverity } from '../incident/model/ids.ts'
import type { Severity } from '../incident/model/words.ts'
import { isPublic } from '../incident/outside/status-page.ts'
import type { Policy } from '../incident/policy.ts'

export type Kind = 'live' | 'drill' | 'private'
export type Chosen = {
  kind: Kind
  severity?: Severity | undefined
  canCall?: 'yes' | 'no' | 'unknown' | undefined
  breach?: boolean | undefined
  home?: 'new' | 'here' | undefined
}
/** Those who hold a role now, where they had to be looked up. */
export type Holders = Record<string, { id: string; name: string }[]>
/** What the line depends on beside the answers. */
export type Setting = {
  /** Whoever declares: they are not paged about what they say themselves. */
  by: string
  /** Milliseconds; some roles are told in working hours only. */
  now: number
  statusPageIsOn: boolean
  pagerIsOn: boolean
}

export const severityOf = (c: Chosen): Severity => c.severity ?? proposeSeverity(c.canCall, c.breach)

/** The roles of the playbook that are told as soon as an incident of this severity exists. */
export const rolesToldAtOnce = (policy: Policy, severity: Severity, now: number): string[] => [
  ...new Set(
    policy.escalation.levels[severity]
      .filter(l => l.afterMs === 0)
      .flatMap(l => l.roles)
      .filter(r => isToldNow(policy, severity, r, now)),
  ),
]

/** “On Declare: …”: everybody who is told as soon as the form is submitted, inside and outside. */
export function onDeclare(policy: Policy, chosen: Chosen, setting: Setting, found: Holders = {}): Markup {
  const severity = severityOf(chosen)
  const isPrivate = chosen.kind === 'private'
  const mode = chosen.kind === 'drill' ? ('drill' as const) : ('live' as const)
  const { security, emergency } = policy.channels
  const isInPager =
    setting.pagerIsOn && mode === 'live' && policy.paging?.severities.includes(severity) === true
  const parts = [
    chosen.home === 'here' && !isPrivate ? 'this channel' : isPrivate ? 'new private channel' : 'new channel',
    ...whoIsPaged(policy, severity, setting, found),
    ...(isInPager ? [isPrivate ? 'the pager hears only that there is one' : 'an incident in the pager'] : []),
    ...(isPrivate ? ['no other channel is told'] : [`${channelWords(emergency)} is told`]),
    ...(chosen.breach === true && security !== undefined && !isPrivate
      ? [`${channelWords(security)} is told`]
      : []),
    ...publicWords(policy, severity, isPrivate ? 'private' : 'public', mode, setting),
    ...(mode === 'drill' ? ['production is only read, the public reads nothing'] : []),
  ]
  return safe`*On Declare (${severity}):* ${parts.join(' · ')}`
}

/** Whoever declares and is on call has acknowledged by that. */
function whoIsPaged(policy: Policy, severity: Severity, { by, now }: Setting, found: Holders): string[] {
  const all = rolesToldAtOnce(policy, severity, now).flatMap(r => holdersOf(policy, r, found))
  const names = [...new Set(all.filter(h => h.id !== by).map(h => h.name))]
  const paged =
    names.length === 0
      ? 'nobody else is paged'
      : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} paged`
  if (all.some(h => h.id === by)) return ['you have it', paged]
  return [names.length === 0 ? 'nobody is paged' : paged]
}

function publicWords(
  policy: Policy,
  severity: Severity,
  visibility: 'public' | 'private',
  mode: 'live' | 'drill',
  { statusPageIsOn }: Setting,
): string[] {
  if (!isPublic({ visibility, mode }, severity, policy)) return []
  if (!statusPageIsOn) return ['the status page is off']
  return [
    policy.statusPage?.onDeclare === 'auto'
      ? 'status page says “investigating”'
      : 'status page: the commander is asked',
  ]
}

function holdersOf(policy: Policy, role: string, found: Holders): { id?: string; name: string }[] {
  const known = found[role]
  if (known !== undefined && known.length > 0) return known
  const r = policy.roles[role]
  // Who is on the schedule is not known before the pager has answered; its people are only the stand-ins.
  if (r?.schedule !== undefined) return [{ name: r.title }]
  const people = (r?.people ?? []).map(p => policy.people[p])
  if (people.length > 0)
    return people.map((p, n) => ({
      ...(p?.slack === undefined ? {} : { id: p.slack }),
      name: p?.name ?? r?.people[n] ?? role,
    }))
  return [{ name: r?.group === undefined ? (r?.title ?? role) : `@${r.group}` }]
}
