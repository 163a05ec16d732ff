import type { EscalationLevel, Policy } from '../incident/policy.ts'
import { type Severity, severities } from '../incident/words.ts'

export type Checked = { table: string; holes: string[] }

/** Who is told what where, minute by minute, for each severity; and where nobody would be. */
export function checkPolicy(p: Policy): Checked {
  const holes = severities.flatMap(s => findHoles(p, s))
  const table = severities
    .map(s =>
      [
        `${s} ${p.severities[s].name}`,
        ...rows(p, s).map(([when, what]) => `  ${when.padStart(8)}  ${what}`),
      ].join('\n'),
    )
    .join('\n\n')
  return { table, holes: [...new Set(holes)] }
}

type Row = [when: string, what: string]

function rows(p: Policy, s: Severity): Row[] {
  const { respondWithinMs, updateEveryMs } = p.severities[s]
  const { repeat, levels } = p.escalation
  const told = levels[s].flatMap((l): { at: number; row: Row }[] => [
    ...(l.warnMs === undefined
      ? []
      : [
          {
            at: l.afterMs - l.warnMs,
            row: [
              clock(l.afterMs - l.warnMs),
              `commander, directly: may hold what follows for ${clock(p.escalation.holdMs)}`,
            ] as Row,
          },
        ]),
    { at: l.afterMs, row: [clock(l.afterMs), levelLine(p, l)] as Row },
  ])
  const clocks = [
    { at: respondWithinMs, row: [clock(respondWithinMs), 'must be acknowledged by now'] as Row },
    {
      at: updateEveryMs - Math.min(p.updates.leadMs, updateEveryMs / 5),
      row: [
        `${clock(updateEveryMs)}`,
        `update due, and every ${clock(updateEveryMs)} after the last one: Communications Lead, else commander, directly; missed ${p.updates.raiseAfter} times: ${titles(p, p.updates.raiseTo) || 'nobody else'} too`,
      ] as Row,
    },
  ]
  const again =
    repeat.times === 0
      ? []
      : ([
          [
            '',
            `each level that nobody answers: again ${repeat.times === 1 ? 'once, after' : `${repeat.times} times, every`} ${clock(repeat.everyMs)}`,
          ],
        ] as Row[])
  return [...[...told, ...clocks].sort((a, b) => a.at - b.at).map(x => x.row), ...again, ...afterRows(p, s)]
}

function levelLine(p: Policy, l: EscalationLevel): string {
  const people = l.roles.map(r => `${p.roles[r]?.title ?? r} (${holders(p, r).join(', ') || 'NOBODY'})`)
  const manual = l.manual.map(m => `by hand: ${p.manual[m]?.title ?? m}`)
  const when = [
    ...(l.if === 'unacknowledged' ? ['unless acknowledged'] : []),
    ...(l.workingHours ? ['in working hours'] : []),
  ]
  const where = people.length === 0 ? 'incident channel' : 'directly and in the incident channel'
  return `${[...people, ...manual].join('; ')}: ${where}${when.length === 0 ? '' : `, ${when.join(', ')}`}`
}

function afterRows(p: Policy, s: Severity): Row[] {
  const a = p.afterwards[s]
  if (a === undefined) return [['after', 'nothing follows by itself']]
  const report =
    a.report === 'automatic'
      ? `preliminary report within ${clock(a.reportWithinMs)}: incident channel`
      : 'preliminary report offered'
  return [
    ['after', report],
    ...(a.meetingWithinMs === undefined
      ? []
      : [
          [
            'after',
            `post-mortem within ${clock(a.meetingWithinMs)}: responders, ${titles(p, a.invite)}`,
          ] as Row,
        ]),
    ...(a.monitoring === undefined
      ? []
      : [
          [
            'after',
            `recovery checked every ${clock(a.monitoring.everyMs)} for ${clock(a.monitoring.forMs)}`,
          ] as Row,
        ]),
  ]
}

function findHoles(p: Policy, s: Severity): string[] {
  const levels = p.escalation.levels[s]
  const first = levels[0]
  const holes: string[] = []
  if (first === undefined) return [`${s}: nobody is told of it; give escalation.levels.${s} a level after 0m`]
  if (first.afterMs > 0)
    holes.push(`${s}: nobody is told before ${clock(first.afterMs)}; a level after 0m is missing`)
  for (const l of levels)
    for (const role of l.roles)
      if (holders(p, role).length === 0)
        holes.push(`${s}: ${role}, told after ${clock(l.afterMs)}, has nobody with a Slack id and no group`)
  const { respondWithinMs } = p.severities[s]
  if (!levels.some(l => l.afterMs >= respondWithinMs))
    holes.push(
      `${s}: unanswered after ${clock(respondWithinMs)}, nobody else is told; add a level with “if: unacknowledged”`,
    )
  for (const role of p.updates.raiseTo)
    if (holders(p, role).length === 0)
      holes.push(`updates: ${role}, who hears of missed updates, has nobody with a Slack id`)
  return holes
}

/** Names of those who can be told in Slack. */
function holders(p: Policy, role: string): string[] {
  const r = p.roles[role]
  const named = (r?.people ?? []).flatMap(k => (p.people[k]?.slack === undefined ? [] : [p.people[k].name]))
  return [...named, ...(r?.group === undefined ? [] : [`@${r.group}`])]
}

const titles = (p: Policy, roles: string[]) => roles.map(r => p.roles[r]?.title ?? r).join(', ')

/** 900000 → “15 min”. */
export function clock(ms: number): string {
  if (ms > 172_800_000 && ms % 86_400_000 === 0) return `${ms / 86_400_000} d`
  if (ms >= 3_600_000 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`
}
