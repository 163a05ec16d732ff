import { authoriseAlone } from '../authorise.ts'
import { type Decision, type Given, refuse } from '../decision.ts'
import { event, type NewEvent } from '../events.ts'
import { followUpEvents } from '../follow-ups/plan.ts'
import { leftToThePublic } from '../outside/public-reminders.ts'
import type { Policy } from '../policy.ts'
import { type Incident, isUnstarted } from '../state.ts'

/**
 * Without `override` the gate is passed first (§5.1); with it, the reason is recorded instead. Where the
 * playbook asks for a second person, `alone` is break-glass.
 */
export type Resolve = {
  type: 'resolve'
  summary: string
  override?: string
  alone?: boolean
  /** Who is asked to confirm an override. */
  ask?: string[]
}

export function resolve({ incident, command: c, policy, now }: Given<Resolve>): Decision {
  const summary = c.summary.trim() || 'not recorded'
  if (c.override !== undefined) {
    const override = c.override.trim()
    if (override === '')
      return refuse(
        'Resolving without healthy endpoints needs a reason.',
        'Write why it is over all the same.',
      )
    return overridden({ incident, command: c, policy, now }, override)
  }
  if (incident.closing !== undefined)
    return refuse(
      `<@${incident.closing.by}> is resolving this: recovery is being checked.`,
      'The outcome is posted here in a moment.',
    )
  return { events: [event('resolve.requested', { summary })] }
}

function overridden({ incident, command, policy, now }: Given<Resolve>, override: string): Decision {
  const { actor } = command
  const ended = resolvedEvents({ incident, policy, now }, override, actor.user, { override })
  if (!needsSecondPerson(incident, policy)) return { events: ended }
  if (command.alone !== true) {
    const people = (command.ask ?? []).filter(p => p !== actor.user)
    const until = now + policy.recovery.overrideMs
    return { events: [event('override.requested', { reason: override, until, people })] }
  }
  const refusal = authoriseAlone(actor, incident, policy)
  if (refusal !== undefined) return refusal
  const watchers = policy.channels.security
  const used = event('break-glass.used', {
    batch: 'resolve',
    requests: [],
    reason: override,
    ...(watchers === undefined ? {} : { watchers }),
  })
  return { events: [used, ...ended] }
}

/** By the gravest severity that it has had: lowering it first gets nobody around the second person. */
export function needsSecondPerson(incident: Incident, policy: Policy): boolean {
  const { secondPerson } = policy.recovery
  return secondPerson.includes(incident.severity) || secondPerson.includes(incident.gravest)
}

type Ending = { incident: Incident; policy: Policy; now: number }

/** What comes with the end: open requests are void, and the playbook's follow-ups are planned (§6.1). */
export function resolvedEvents(
  { incident, policy, now }: Ending,
  summary: string,
  by: string,
  over: { override?: string; askedBy?: string } = {},
): NewEvent[] {
  return [
    ...voidedRequests(incident, 'the incident was resolved'),
    event('status.changed', { from: incident.status, to: 'resolved' }, by),
    event('incident.resolved', { summary, ...over, ...toldOf(incident), retires: true }, by),
    ...leftToThePublic(incident),
    ...followUpEvents(incident, policy, now),
  ]
}

/** Whoever was told of the incident is told of its end, and of its going on. */
export const toldOf = ({ told = [] }: Incident) => (told.length === 0 ? {} : { audiences: told })

/** Nothing that was asked for runs after the end; what has started is followed to its outcome. */
export function voidedRequests(incident: Incident, why: string): NewEvent[] {
  return Object.values(incident.requests)
    .filter(isUnstarted)
    .map(({ id: request, kind, target, shows }) =>
      event('action.voided', { request, kind, target, why, was: shows, is: [] }, 'pitcrew'),
    )
}
