import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'
import { declareAsTom, directs, minute } from './clock.ts'

let h: Harness | undefined
afterEach(async () => {
  await h?.stop()
  h = undefined
})
const incidents = 5

test('one post a second and 429s: no ping is lost or doubled, and the P1’s comes before the rest', async () => {
  const p = await startPitcrew()
  h = p
  for (let n = 0; n < incidents; n++) await declareAsTom(p, `P3 slow ${n}`)
  await p.advance(55 * minute)
  await declareAsTom(p, 'P1 api down')
  const before = p.slack.ledger.calls.length
  p.slack.faults.postsPerSecond = 1
  p.jump(5 * minute)
  await p.idle(40_000)
  p.slack.faults.postsPerSecond = undefined
  const unanswered = directs(p, /Nobody has acknowledged it within/, p.now())
  expect(unanswered).toEqual(Array.from({ length: incidents + 1 }, () => '0 lee'))
  const accepted = p.slack.ledger.calls
    .slice(before)
    .filter(c => c.method === 'chat.postMessage' && c.ok)
    .map(c => String(c.args.text))
  const first = accepted.findIndex(t => t.includes('P1') && t.includes('<@U0LEE>'))
  // Each of the two replicas learns of the limit by its first post, whichever that is.
  expect(first).toBeLessThanOrEqual(2)
}, 60_000)
