import { authoriseConfirmation } from '../authorise.ts'
import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { leftToThePublic } from '../outside/public-reminders.ts'
import type { Policy } from '../policy.ts'
import type { Incident } from '../state.ts'
import { needsSecondPerson, toldOf, voidedRequests } from './resolve.ts'

/** `ask`: who is asked to confirm, where somebody must. */
export type Cancel = { type: 'cancel'; reason: string; ask?: string[] }
/** `asked` is the request that was seen: a button of an earlier one confirms nothing. */
export type ConfirmCancel = { type: 'confirm-cancel'; asked: number }

/**
 * A false alarm or a duplicate: closed without recovery checks, with a reason, and kept. While probes say that
 * something is wrong, nobody ends it alone.
 */
export function cancel({ incident, command: c, policy, now }: Given<Cancel>): Decision {
  const reason = c.reason.trim()
  const failing = listUnwell(incident, policy)
  if (failing.length === 0) return { events: cancelledEvents(incident, reason || 'not recorded') }
  if (!needsSecondPerson(incident, policy))
    return { events: cancelledEvents(incident, reason || 'not recorded', { failing }) }
  if (reason === '')
    return refuse(
      `${words(failing)}, so cancelling needs a reason and a second person.`,
      'Write why this is no incident.',
    )
  if (incident.diagnostics?.running === true && incident.diagnostics.findings.length === 0)
    return refuse(
      'The probes have not answered yet, so nobody can tell whether this is a false alarm.',
      'Cancel again in a few seconds.',
    )
  const people = (c.ask ?? []).filter(p => p !== c.actor.user)
  const until = now + policy.recovery.overrideMs
  return { events: [event('cancel.requested', { reason, failing, until, people })] }
}

/** The second person. */
export function confirmCancel({ incident, command: c, policy, now }: Given<ConfirmCancel>): Decision {
  const asked = incident.cancelling
  if (asked === undefined || asked.seq !== c.asked || asked.until <= now)
    return refuse('This request to cancel is no longer open.', 'Type /incident cancel to ask again.')
  if (asked.by === c.actor.user)
    return refuse('You asked for it, so somebody else must confirm it.', 'Ask somebody of the on-call team.')
  const refusal = authoriseConfirmation(c.actor, policy)
  if (refusal) return refusal
  const failing = listUnwell(incident, policy)
  return { events: cancelledEvents(incident, asked.reason, { askedBy: asked.by, failing }) }
}

function cancelledEvents(
  incident: Incident,
  reason: string,
  more: { askedBy?: string; failing?: string[] } = {},
): NewEvent[] {
  return [
    ...voidedRequests(incident, 'the incident was cancelled'),
    event('incident.cancelled', { reason, ...more, ...toldOf(incident), retires: true }),
    ...leftToThePublic(incident),
  ]
}

/** Probes that fail, or could not tell; those of integrations that are off say nothing. A drill breaks nothing. */
export function listUnwell(incident: Incident, policy: Policy): string[] {
  if (incident.mode === 'drill' || policy.probes.length === 0) return []
  const findings = incident.diagnostics?.findings ?? []
  if (findings.length === 0) return ['no probe has answered']
  return findings
    .filter(f => f.verdict === 'unhealthy' || (f.verdict === 'unknown' && f.why !== 'off'))
    .map(f => f.title)
}

function words(failing: string[]): string {
  const [first = '', ...more] = failing
  return `${first}${more.length === 0 ? '' : ` and ${more.length} more`} ${more.length === 0 ? 'does' : 'do'} not pass`
}
