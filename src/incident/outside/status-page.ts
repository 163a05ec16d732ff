import { event, type NewEvent } from '../events.ts'
import { openManualSteps } from '../manual-steps/items.ts'
import { isRaised, type Severity, type Status } from '../model/words.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { compose, factsOf } from './drafts.ts'

/** Whether the public is told of incidents like this one (§1.3: P1 and P2 only). */
export function isPublic(
  i: Pick<Incident, 'visibility' | 'mode'>,
  severity: Severity,
  policy: Policy,
): boolean {
  return (
    i.visibility === 'public' &&
    i.mode === 'live' &&
    policy.statusPage?.severities.includes(severity) === true
  )
}

type Wanted = { status: Status; body: string; eta?: number; raised?: true }
/** Name, impact and components are the playbook's: never what people called it. */
export function statusPageEvent(
  id: string,
  severity: Severity,
  policy: Policy,
  wanted: Wanted,
  by?: string,
): NewEvent {
  const plan = policy.statusPage
  const impact = plan?.impact[severity]
  return event(
    'statuspage.requested',
    {
      ...wanted,
      name: (plan?.name ?? 'Incident').replaceAll('{{incident}}', id),
      components: plan?.components ?? [],
      ...(impact === undefined ? {} : { impact }),
    },
    by,
  )
}

/** What people do by hand when the public reads a new status; each once in an incident. */
export function stepsWith(i: Incident, status: Status, policy: Policy): NewEvent[] {
  if (i.statusPage?.status === status) return []
  const before = new Set(Object.values(i.items).map(item => item.key))
  const keys = (policy.statusPage?.byHand[status] ?? []).filter(key => !before.has(key))
  return openManualSteps(i, policy, keys)
}

/** What the public hears of itself when the severity becomes this: the first words, or a graver impact. */
export function publicWords(i: Incident, severity: Severity, policy: Policy): NewEvent[] {
  if (policy.statusPage === undefined || !isPublic(i, severity, policy)) return []
  if (i.statusPage !== undefined) return raisedImpact(i, i.statusPage, severity, policy)
  if (policy.statusPage.onDeclare === 'ask')
    return isPublic(i, i.severity, policy) ? [] : [event('statuspage.asked', {}, 'pitcrew')]
  const { text } = compose(policy.statusPage.drafts.investigating, factsOf(i, policy))
  return [statusPageEvent(i.id, severity, policy, { status: 'investigating', body: text }, 'pitcrew')]
}

/** The words that were approved stay as they are. */
function raisedImpact(
  i: Incident,
  { status, body }: NonNullable<Incident['statusPage']>,
  severity: Severity,
  policy: Policy,
): NewEvent[] {
  const { impact = {} } = policy.statusPage ?? {}
  const isGraver = isRaised(i.severity, severity) && impact[severity] !== impact[i.severity]
  if (!isGraver || status === 'resolved') return []
  return [statusPageEvent(i.id, severity, policy, { status, body, raised: true }, 'pitcrew')]
}
