import { channelWords, type Markup, safe } from '../blocks/index.ts'
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
/** Names of those who hold a role now, where they had to be looked up. */
export type HolderNames = Record<string, string[]>

export const severityOf = (c: Chosen): Severity => c.severity ?? proposeSeverity(c.canCall, c.breach)

/** The roles of the playbook that are told as soon as an incident of this severity exists. */
export const rolesToldAtOnce = (policy: Policy, severity: Severity): string[] => [
  ...new Set(policy.escalation.levels[severity].filter(l => l.afterMs === 0).flatMap(l => l.roles)),
]

/** “On Declare: …”: everybody who is told as soon as the form is submitted, inside and outside. */
export function onDeclare(policy: Policy, chosen: Chosen, found: HolderNames = {}): Markup {
  const severity = severityOf(chosen)
  const people = [...new Set(rolesToldAtOnce(policy, severity).flatMap(r => namesOf(policy, r, found)))]
  const isPrivate = chosen.kind === 'private'
  const visibility = isPrivate ? ('private' as const) : ('public' as const)
  const mode = chosen.kind === 'drill' ? ('drill' as const) : ('live' as const)
  const { security, emergency } = policy.channels
  const isForPublic = isPublic({ visibility, mode }, severity, policy)
  const isInPager = mode === 'live' && policy.paging?.severities.includes(severity) === true
  const parts = [
    chosen.home === 'here' && !isPrivate ? 'this channel' : isPrivate ? 'new private channel' : 'new channel',
    people.length === 0
      ? 'nobody is paged'
      : `${people.join(', ')} ${people.length === 1 ? 'is' : 'are'} paged`,
    ...(isInPager ? ['an incident in the pager'] : []),
    ...(isPrivate ? ['nobody else is told'] : [`${channelWords(emergency)} is told`]),
    ...(chosen.breach === true && security !== undefined && !isPrivate
      ? [`${channelWords(security)} is told`]
      : []),
    ...(isForPublic && policy.statusPage?.onDeclare === 'auto' ? ['status page says “investigating”'] : []),
    ...(isForPublic && policy.statusPage?.onDeclare === 'ask' ? ['status page: the commander is asked'] : []),
    ...(mode === 'drill' ? ['production is only read, the public reads nothing'] : []),
  ]
  return safe`*On Declare (${severity}):* ${parts.join(' · ')}`
}

function namesOf(policy: Policy, role: string, found: HolderNames): string[] {
  const known = found[role]
  if (known !== undefined && known.length > 0) return known
  const r = policy.roles[role]
  const names = (r?.people ?? []).map(p => policy.people[p]?.name ?? p)
  if (names.length > 0) return names
  return [r?.group === undefined ? (r?.title ?? role) : `@${r.group}`]
}
