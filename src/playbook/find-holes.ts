import type { Severity } from '../incident/model/words.ts'
import type { EscalationLevel, Policy } from '../incident/policy.ts'
import { asWritten, clock } from './clock.ts'
import { whyUnreached } from './holders.ts'

/** Where nobody would be told, or later than people think. */
export function findHoles(p: Policy, s: Severity): string[] {
  const levels = p.escalation.levels[s]
  const ofLevels =
    levels.length === 0
      ? [`nobody is told of it; give escalation.levels.${s} a level after 0m`]
      : [
          ...startHoles(levels),
          ...responseHoles(p.severities[s].respondWithinMs, levels),
          ...levels.flatMap((l, n) => [
            ...unreached(p, l.roles, `told after ${clock(l.afterMs)},`),
            ...timeHoles(p, s, l, levels[n + 1]),
            ...contactHoles(p, l),
          ]),
        ]
  const invited = p.afterwards[s]?.meetingWithinMs === undefined ? [] : (p.afterwards[s]?.invite ?? [])
  return [
    ...[...ofLevels, ...unreached(p, invited, 'invited to the post-mortem,')].map(h => `${s}: ${h}`),
    ...unreached(p, p.updates.raiseTo, 'who hears of missed updates,').map(h => `updates: ${h}`),
    ...uncounted(p),
  ]
}

/** Customers are counted before anybody approves; without a script that counts them they can never be told. */
function uncounted(p: Policy): string[] {
  return Object.entries(p.actions).flatMap(([key, { kind, params }]) =>
    kind === 'notify-customers' && (params as { count?: string }).count === undefined
      ? [
          `actions.${key}: no script counts the recipients, so it is refused; add “count” (docs/customer-scripts.md)`,
        ]
      : [],
  )
}

function unreached(p: Policy, roles: string[], as: string): string[] {
  return roles.flatMap(role => {
    const why = whyUnreached(p, role)
    return why === undefined ? [] : [`${role}, ${as} ${why}`]
  })
}

const tellsPeople = (l: EscalationLevel) => l.roles.length > 0

function startHoles(levels: EscalationLevel[]): string[] {
  const first = levels.find(tellsPeople)
  if (first === undefined) return ['nobody is told of it; a level after 0m is missing']
  return first.afterMs === 0
    ? []
    : [`nobody is told before ${clock(first.afterMs)}; a level after 0m is missing`]
}

/** When the time to respond is over, a level says so at that very moment; and one above it follows. */
function responseHoles(limitMs: number, levels: EscalationLevel[]): string[] {
  const told = levels.filter(tellsPeople)
  const next = told.some(l => l.afterMs > limitMs)
    ? []
    : [`still unanswered after ${clock(limitMs)}, nobody above is told; add a level after that`]
  const atLimit = told.find(l => l.afterMs === limitMs)
  if (atLimit?.if === 'unacknowledged') return next
  if (atLimit !== undefined)
    return [
      `the level after ${clock(limitMs)} (respond-within) comes even if somebody has acknowledged; give it “if: unacknowledged”`,
      ...next,
    ]
  return [
    `nobody is told that it is unanswered after ${clock(limitMs)} (respond-within)${mend(limitMs, told)}`,
    ...next,
  ]
}

function mend(limitMs: number, told: EscalationLevel[]): string {
  const after = `“after: ${asWritten(limitMs)}”`
  const asking = told.filter(l => l.if === 'unacknowledged')
  const nearest = asking.find(l => l.afterMs > limitMs) ?? asking.at(-1)
  if (nearest === undefined) return `; add a level with ${after} and “if: unacknowledged”`
  const when = clock(nearest.afterMs)
  return `${nearest.afterMs > limitMs ? `, only after ${when}` : `, but after ${when} already`}; give that level ${after}`
}

/** Nothing waits for the morning, is warned of before it began, or is held until it comes last. */
function timeHoles(p: Policy, s: Severity, l: EscalationLevel, next: EscalationLevel | undefined): string[] {
  const { holdMs } = p.escalation
  const level = `the level after ${clock(l.afterMs)}`
  const limit = (name: string, ms: number) => `let “${name}” be ${asWritten(ms)} at most`
  const isUrgent = s === 'P1' || s === 'P2'
  return [
    ...(isUrgent && l.workingHours
      ? [`${level} waits for working hours; P1 and P2 have no quiet hours: remove “working-hours: true”`]
      : []),
    ...(l.warnMs !== undefined && l.warnMs > l.afterMs
      ? [
          `${level} is warned of ${clock(l.warnMs)} before it, earlier than the incident; ${l.afterMs === 0 ? 'remove “warn”' : limit('warn', l.afterMs)}`,
        ]
      : []),
    // Only what is warned of can be held.
    ...(l.warnMs !== undefined && next !== undefined && l.afterMs + holdMs > next.afterMs
      ? [
          `${level}, held for ${clock(holdMs)}, comes later than the one after ${clock(next.afterMs)}; ${limit('hold', next.afterMs - l.afterMs)}`,
        ]
      : []),
  ]
}

/** A step by hand that the clock opens is a call: it needs a number or an address. */
function contactHoles(p: Policy, l: EscalationLevel): string[] {
  return l.manual.flatMap(key => {
    const step = p.manual[key]
    if (step?.contact?.phone !== undefined || step?.contact?.email !== undefined) return []
    return [
      `“${step?.title ?? key}”, by hand after ${clock(l.afterMs)}, names nobody to call; give manual.${key} a contact with a phone or e-mail`,
    ]
  })
}
