import type { Stage } from '../drill/stage.ts'
import { check } from './scenario.ts'

export type Ping = { user: string; at: number }
// A ping of an incident that is over says so; it keeps its time.
const isPing =
  /Nothing more is asked of you|You are on call|Whoever is on call|Nobody has acknowledged|escalation policy tells you|asks for you now/
const toleranceMs = 1000

/** Every ping that reached somebody's direct messages, as those people see it, oldest first. */
export function pingsSeen(stage: Stage, words: RegExp = isPing): Ping[] {
  return [...stage.slack.state.users.keys()]
    .flatMap(user =>
      stage.slack
        .as(user)
        .sees('@pitcrew')
        .filter(m => m.from === 'pitcrew' && words.test(m.text))
        .map(m => ({ user, at: Number(m.ts) * 1000 })),
    )
    .sort((a, b) => a.at - b.at)
}

/** `0 U0MAYA` is due at the start, `7.5 U0LEE` seven and a half seconds after it: all of them, no other, in time. */
export function checkPings(found: Ping[], start: number, expected: string[]) {
  const wanted = expected.map(line => {
    const [seconds = '', user = ''] = line.split(' ')
    return { user, at: start + Number(seconds) * 1000 }
  })
  const left = [...found]
  const late: string[] = []
  for (const w of wanted) {
    const n = left.findIndex(p => p.user === w.user && Math.abs(p.at - w.at) <= toleranceMs)
    if (n < 0) late.push(`${w.user} at ${(w.at - start) / 1000} s`)
    else left.splice(n, 1)
  }
  const told = found.map(p => `${((p.at - start) / 1000).toFixed(1)} ${p.user}`).join(', ')
  const worst = Math.max(0, ...wanted.map(w => nearest(found, w) - w.at))
  return [
    check(
      'each ping within a second of its time',
      late.length === 0,
      late.length === 0 ? `worst ${worst} ms` : `missing: ${late.join(', ')}; came: ${told}`,
    ),
    check('nobody was told anything else', left.length === 0, left.map(p => p.user).join(', ') || told),
  ]
}

function nearest(found: Ping[], wanted: Ping): number {
  const times = found.filter(p => p.user === wanted.user).map(p => p.at)
  return times.toSorted((a, b) => Math.abs(a - wanted.at) - Math.abs(b - wanted.at))[0] ?? wanted.at
}

export const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
/** Until so long after `start`. */
export const waitUntil = (start: number, seconds: number) => wait(start + seconds * 1000 - Date.now())
