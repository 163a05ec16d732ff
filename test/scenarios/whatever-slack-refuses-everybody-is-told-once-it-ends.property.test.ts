import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault } from '../../sandbox/slack/faults.ts'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { isPing, minute } from './clock.ts'

/** Minutes after the declare at which the story stops for a moment. */
const stops = [0, 5, 10, 15, 25]
/** Real milliseconds for which a stop lasts, so that tries meet the faults. */
const stopMs = 400
const toldWithinMs = 30_000
const runs = Number(process.env.FAULT_SCHEDULES ?? 6)

const methods = [
  'auth.test',
  'chat.postMessage',
  'chat.update',
  'conversations.create',
  'conversations.history',
  'conversations.info',
  'conversations.invite',
  'conversations.list',
  'conversations.open',
  'conversations.setTopic',
  'pins.add',
  'usergroups.list',
  'users.info',
  '*',
]
/** Faults that pass: of Slack, of the network, and of the workspace until somebody mends it. */
const kinds: Fault[] = [
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'token_revoked' },
  { kind: 'error', error: 'missing_scope' },
  { kind: 'status', status: 503 },
  { kind: 'rate', retryAfter: 1 },
  { kind: 'cut' },
  { kind: 'drop-after' },
  { kind: 'late', ms: 300 },
  { kind: 'silence' },
]
/** From the stop of that number to the end of a later one. */
const disturbance = fc.record({
  method: fc.constantFrom(...methods),
  fault: fc.constantFrom(...kinds),
  from: fc.nat(stops.length - 1),
  lasts: fc.nat(stops.length - 1),
})
type Disturbance = { method: string; fault: Fault; from: number; lasts: number }

/** A P1 that nobody answers, for 25 minutes; answers who was pinged how often, as those people see it. */
async function play(schedule: Disturbance[]): Promise<Record<string, number>> {
  const h = await startPitcrew()
  try {
    for (const [n, at] of stops.entries()) {
      const ends = schedule
        .filter(d => d.from === n)
        .map(d => ({ until: n + d.lasts, end: h.slack.faults.begin(d.method, d.fault) }))
      under.push(...ends)
      if (n === 0) await h.as('U0TOM').command('#emergency-incidents', '/incident declare P1 calls fail')
      else {
        // Time is moved only while nothing is on its way: in earnest it takes five minutes to pass.
        await expect.poll(() => h.slack.isIdle(), { timeout: 8000, interval: 1 }).toBe(true)
        h.jump((at - (stops[n - 1] ?? 0)) * minute)
      }
      await expect.poll(() => h.incidents(), { timeout: 5000 }).toHaveLength(1)
      await new Promise(resolve => setTimeout(resolve, stopMs))
      for (const u of under.splice(0))
        if (u.until > n) under.push(u)
        else u.end()
    }
    h.slack.faults.heal()
    await h.idle(toldWithinMs)
    return pings(h)
  } finally {
    await h.stop()
  }
}
let under: { until: number; end: () => void }[] = []

function pings(h: Harness): Record<string, number> {
  const users = [...h.slack.state.users.keys()]
  const counts = users.map(
    u =>
      [
        u,
        h
          .as(u)
          .sees('@pitcrew')
          .filter(m => isPing.test(m.text)).length,
      ] as const,
  )
  return Object.fromEntries(counts.filter(([, n]) => n > 0))
}

test(
  'for any schedule of faults that ends, everybody is told within 30 s of its end, as often as without faults',
  async () => {
    const expected = await play([])
    expect(Object.keys(expected)).toEqual(
      expect.arrayContaining(['U0MAYA', 'U0LEE', 'U0GRACE', 'U0VICTOR', 'U0SAM']),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(disturbance, { minLength: 1, maxLength: 5 }), async schedule => {
        under = []
        expect(await play(schedule)).toEqual(expected)
      }),
      { numRuns: runs, endOnFailure: true, seed: Number(process.env.FAULT_SEED ?? 1) },
    )
  },
  (runs + 1) * 60_000,
)
