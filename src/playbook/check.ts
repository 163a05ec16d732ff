import { severities } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import { adviseOnPager } from './advise-on-pager.ts'
import { findHoles } from './find-holes.ts'
import { type Row, timetable } from './timetable.ts'

/**
 * `assumptions`: what somebody who knows the company has to confirm; `needed`: what must stand in the environment of
 * the bot. A line each.
 */
export type Checked = {
  table: string
  holes: string[]
  assumptions: string[]
  needed: string[]
  /** What is no fault, and may surprise. */
  advice: string[]
}

/** Who is told what where, minute by minute, for each severity; and where nobody would be. */
export function checkPolicy(p: Policy): Checked {
  const holes = severities.flatMap(s => findHoles(p, s))
  const table = severities
    .map(s => [`${s} ${p.severities[s].name}`, ...timetable(p, s).flatMap(lines)].join('\n'))
    .join('\n\n')
  const assumptions = p.assumptions.map(a => `${a.at}: ${a.value} (${a.about})`)
  const needed = p.needed.map(n => `${n.name}: ${n.at.join(', ')}`)
  return { table, holes: [...new Set(holes)], assumptions, needed, advice: adviseOnPager(p) }
}

const whenWidth = 13
const lineWidth = 120

function lines({ when, what }: Row): string[] {
  const [first = '', ...more] = wrap(what, lineWidth - whenWidth - 2)
  return [`${when.padStart(whenWidth)}  ${first}`, ...more.map(l => `${' '.repeat(whenWidth + 2)}${l}`)]
}

/** A name in brackets stays in one piece. */
function wrap(text: string, width: number): string[] {
  const wrapped: string[] = []
  for (const word of text.split(/ (?![^(]*\))/)) {
    const longer = `${wrapped.at(-1)} ${word}`
    if (wrapped.length === 0 || longer.length > width) wrapped.push(word)
    else wrapped[wrapped.length - 1] = longer
  }
  return wrapped
}
